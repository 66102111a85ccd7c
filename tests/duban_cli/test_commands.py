"""The command line as a clerk's nephew uses it: in a process of its own, on an empty folder."""

import io
import json
import os
import subprocess
import sys
import tarfile

import pytest

TEXT = "一季度，全县固定资产投资完成22.1亿元，其中项目建设完成投资8.9亿元，占比76.7%。\n"


@pytest.fixture
def duban(tmp_path):
    environment = os.environ | {
        "DUBAN_DATA": str(tmp_path / "data"),
        "DUBAN_TODAY": "2020-11-23",
        "DATABASE_URL": "",
        "PYTHONWARNINGS": "ignore",
    }

    def run(*arguments, **more):
        done = subprocess.run(
            [sys.executable, "-m", "duban_cli", *map(str, arguments)],
            env=environment | more,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        return done.returncode, done.stdout, done.stderr

    return run


def test_read_prints_facts_and_json_has_the_place(duban, tmp_path):
    (tmp_path / "简报.txt").write_text(TEXT)
    code, out, err = duban("read", "简报.txt", "--published", "2022-04-26", "--region", "云岭县")
    assert (code, out.splitlines()[0].split("\t")[:3]) == (0, ["固定资产投资", "数值", "22.1亿元"])
    assert "读出 3 个数据" in err
    rows = [json.loads(line) for line in duban("read", "简报.txt", "--json")[1].splitlines()]
    assert TEXT[rows[0]["start"] : rows[0]["end"]] == "22.1亿元"
    assert (rows[2]["measure"], rows[2]["value"], rows[2]["place"]) == ("share", 76.7, "行 1")


def test_check_shows_the_arithmetic(duban, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    assert "8.9亿元 ÷ 22.1亿元 = 40.27%" in duban("check", "a.txt")[1]
    row = json.loads(duban("check", "a.txt", "--json", DUBAN_LANGUAGE="en")[1])
    assert (row["code"], row["verdict"], row["computed"], row["stated"]) == (
        "share_of_whole",
        "breaks",
        "40.27%",
        "76.7%",
    )
    assert "but the text says" in row["sentence"]


def test_evaluate_writes_what_it_read_and_prints_scores(duban, tmp_path):
    (tmp_path / "x.txt").write_text(TEXT)
    fact = {
        "quote": "",
        "indicator": ["固定资产投资"],
        "measure": "value",
        "value": 22.1,
        "unit": "亿元",
        "base": None,
        "scope": None,
        "region": "云岭县",
        "period": "2022-Q1",
    }
    (tmp_path / "x.json").write_text(
        json.dumps({"region": "云岭县", "published": "2022-04-26", "facts": [fact]})
    )
    (tmp_path / "other.json").write_text("{}")
    (tmp_path / "other.txt").write_text("")
    code, out, _ = duban("evaluate", ".", "--out", "out")
    assert (code, out.splitlines()[-5].split()[:5]) == (0, ["ALL", "gold", "1", "read", "3"])
    assert len(json.loads((tmp_path / "out" / "x.json").read_text())["facts"]) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["read"], 2, "Missing argument"), (["read", "没有.txt"], 2, "does not exist"), (["read", "图.png"], 3, "还读不了"), (["evaluate", "."], 3, "没有标注好的文本"),
        (["lights", "--campaign", "不存在"], 3, "没有名为“不存在”的专项行动"), (["lights"], 3, "还没有专项行动"), (["lights", "--on", "昨天"], 2, "does not match"), (["undo"], 3, "没有可以撤回的导入"),
        (["import", "图.png", "--campaign", "甲"], 3, "不是能读的台账或方案"), (["import", "图.png", "--campaign", "甲", "--as", "谁"], 3, "没有名为“谁”的账号"), (["restore", "图.png", "--yes"], 3, "不是督办的备份"),
        (["sample", "--remove"], 3, "没有装入样例"), (["sample", "--on", "2019-01-01"], 3, "样例只讲"), (["nonsense"], 2, "No such command"), (["user", "add", "x", "--role", "liaison", "--unit", "某局", "--password", "y"], 3, "没有名为“某局”的单位"),
    ],
    ids=lambda a: " ".join(a) if isinstance(a, list) else str(a),
)  # fmt: skip
def test_what_goes_wrong_is_one_line_with_its_exit_code(duban, tmp_path, arguments, code, words):
    (tmp_path / "图.png").write_bytes(b"\x89PNG")
    returned, _, err = duban(*arguments)
    assert (returned, words in err, "Traceback" in err) == (code, True, False)


def test_debug_shows_the_trace(duban, tmp_path):
    (tmp_path / "图.png").write_bytes(b"\x89PNG")
    assert "Traceback" in duban("--debug", "read", "图.png")[2]


def test_every_command_has_help_with_an_example(duban):
    listed = [
        line.split()[0] for line in duban("--help")[1].partition("Commands:")[2].splitlines() if line.strip()
    ]
    assert set(listed) == {
        "backup",
        "bulletin",
        "check",
        "corpus",
        "doctor",
        "evaluate",
        "import",
        "lexicon",
        "lights",
        "migrate",
        "nightly",
        "plan",
        "read",
        "recount",
        "restore",
        "sample",
        "serve",
        "undo",
        "user",
        "worker",
    }
    helps = {name: duban(name, *(["add"] if name == "user" else []), "--help")[1] for name in listed}
    assert [name for name, text in helps.items() if "Example" not in text] == []


def test_the_ledger_comes_in_twice_goes_back_and_survives_a_backup(duban, corpus, tmp_path):
    folder = corpus / "plans" / "files"
    arguments = ["import", folder / "ledger.xlsx", "--campaign", "重点工作", "--units", folder / "units.json"]
    preview = [json.loads(line) for line in duban(*arguments, "--preview", "--json")[1].splitlines()]
    assert [row["action"] for row in preview].count("error") == 5
    assert preview[3]["errors"][0]["suggest"] == "县住房和城乡建设局"
    assert "新增 13，更新 0，无变化 0，未写入 5" in duban(*arguments)[2]
    assert "新增 0，更新 0，无变化 13，未写入 5" in duban(*arguments)[2]
    lights = [json.loads(line) for line in duban("lights", "--on", "2020-11-01", "--json")[1].splitlines()]
    assert lights == []  # nothing was recorded yet on that day
    lights = duban("lights")[1].splitlines()
    assert len(lights) == 13
    assert duban("backup", "b.tar.gz")[0] == 0
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        assert "rows.json" in archive.getnames()
    assert "已撤回" in duban("undo", "--import", "1")[1]
    assert duban("lights")[1] == ""
    assert duban("restore", "b.tar.gz", "--yes")[::2] == (0, "")
    assert duban("lights")[1].splitlines() == lights


def test_a_backup_brings_files_back_and_writes_nowhere_else(duban, tmp_path):
    duban("sample", "--on", "2020-09-22")
    files = sorted(path.relative_to(tmp_path) for path in (tmp_path / "data" / "files").rglob("*.*"))
    duban("backup", "b.tar.gz")
    for path in files:
        (tmp_path / path).unlink()
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        rows = archive.extractfile("rows.json").read()
    assert duban("restore", "b.tar.gz", "--yes")[0] == 0
    assert len(files) == 2
    assert sorted(path.relative_to(tmp_path) for path in (tmp_path / "data" / "files").rglob("*.*")) == files
    evil = tarfile.TarInfo("files/../../evil.txt")
    evil.size = 4
    first = tarfile.TarInfo("rows.json")
    first.size = len(rows)
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as archive:
        archive.addfile(first, io.BytesIO(rows))
        archive.addfile(evil, io.BytesIO(b"evil"))
    assert duban("restore", "evil.tar.gz", "--yes")[0] == 0
    assert list(tmp_path.rglob("evil.txt")) == []


def test_small_commands_do_what_they_say(duban):
    assert "数据库已是最新" in duban("migrate")[1]
    assert "0 项变灯" in duban("nightly")[1]
    assert "核对 0 个登记簿的汇总，0 个与记录不符。" in duban("recount")[1]
    assert "已添加办公室账号 zhoumin" in duban("user", "add", "zhoumin", "--password", "long-enough-7")[1]
    assert duban("worker", "--once")[0] == 0
    code, out, _ = duban("doctor")
    assert (code, "数据库：sqlite" in out) == (0, True)
    assert "0.1.0" in duban("--version")[1]


def test_a_list_of_towns_in_any_encoding_tells_places_and_a_picture_is_refused(duban, tmp_path):
    (tmp_path / "简报.txt").write_text("柳林铺投资完成2.4亿元。", "utf-8")
    (tmp_path / "乡镇.txt").write_bytes("红旗铺\r\n柳林铺\r\n".encode("gb18030"))
    (tmp_path / "图.txt").write_bytes(b"\x00\x01\x02" * 40)
    assert "\t柳林铺\t" in duban("read", "简报.txt", "--towns", "乡镇.txt")[1]
    code, _, err = duban("read", "简报.txt", "--towns", "图.txt")
    assert (code, "图.txt 不是文本文件" in err) == (3, True)
    (tmp_path / "表.txt").write_text("柳林铺\n柳林铺 12人\n", "utf-8")
    code, _, err = duban("read", "简报.txt", "--towns", "表.txt")
    assert (code, "第 2 行“柳林铺 12人”不像地名" in err) == (3, True)
