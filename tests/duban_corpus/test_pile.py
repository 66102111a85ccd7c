"""Whole piles: every kind of input, a run that is broken off, a paper that kills its worker."""

import gzip
import io
import json
import os

import polars as pl
import pytest
from click.testing import CliRunner

from duban_cli.commands.corpus import command
from duban_corpus import Cluster, Pool, ranking, read_pile
from duban_corpus import shard as shard_module
from duban_corpus.pile import SET_ASIDE
from duban_corpus.sources import inputs, papers

SAYS = "2022年一季度，{}地区生产总值完成{}亿元，同比增长{}%。"


def line(number: int, county: str, growth: str) -> str:
    return json.dumps(
        {
            "id": f"p{number}",
            "text": SAYS.format(county, 50 + number, growth),
            "region": county,
            "published": "2022-04-20",
        },
        ensure_ascii=False,
    )


@pytest.fixture
def pile(tmp_path):
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "a.jsonl").write_text(
        "\n".join([line(1, "云岭县", "3.3"), line(2, "柏峪县", "5.5"), "no json"]) + "\n", "utf-8"
    )
    (folder / "b.txt").write_text("全县投资5亿元。", "utf-8")
    pl.DataFrame(
        {"id": ["p3"], "text": [SAYS.format("沅崖县", 61, "4.1")], "region": ["沅崖县"]}
    ).write_parquet(folder / "c.parquet")
    return folder


def warc(page: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: http://example.com/a\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb") as file:
        file.write(head.encode() + http + b"\r\n\r\n")
    return buffer.getvalue()


def test_every_input_file_gives_one_output_file_and_the_counts_agree(pile, tmp_path):
    report = read_pile(pile, tmp_path / "out", engine=Pool(2))
    assert (report.files, report.papers, report.facts, report.failed, report.set_aside) == (3, 5, 7, 1, ())
    assert sorted(path.name for path in (tmp_path / "out").glob("*.parquet")) == [
        "a.jsonl.parquet",
        "b.txt.parquet",
        "c.parquet.parquet",
    ]
    assert list((tmp_path / "out").glob("*.part")) == []


def test_what_is_there_is_not_read_again(pile, tmp_path):
    first = read_pile(pile, tmp_path / "out", engine=Pool(1))
    written = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.parquet")}
    (tmp_path / "out" / "b.txt.parquet").unlink()
    assert read_pile(pile, tmp_path / "out", engine=Pool(1)) == first
    again = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.parquet")}
    assert [path.name for path in again if again[path] != written[path]] == ["b.txt.parquet"]


def test_regions_are_ranked_with_their_sources(pile, tmp_path):
    read_pile(pile, tmp_path / "out", engine=Pool(1))
    rows = ranking(tmp_path / "out", indicator="地区生产总值", period="2022-Q1")
    assert [(row.rank, row.region, row.value, row.paper) for row in rows] == [
        (1, "柏峪县", 5.5, "p2"),
        (2, "沅崖县", 4.1, "p3"),
        (3, "云岭县", 3.3, "p1"),
    ]


def test_a_web_archive_gives_its_pages(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(
        warc("<html><body><p>2022年，全县投资完成5亿元。</p></body></html>".encode())
    )
    (paper,) = papers(tmp_path / "a.warc.gz")
    assert (paper.key, paper.problem) == ("http://example.com/a", None)
    assert "全县投资完成5亿元。" in paper.text


def test_a_folder_gives_its_files_in_order_and_leaves_others_alone(tmp_path):
    for name in ("b.txt", "a.html", "c.zip", "sub/d.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert [path.relative_to(tmp_path).as_posix() for path in inputs(tmp_path)] == [
        "a.html",
        "b.txt",
        "sub/d.docx",
    ]


def killing(source: str, target: str, skipped: tuple[str, ...] = ()) -> dict[str, int]:
    """`read_shard` in a worker that dies on the paper p2, as a paper that needs too much memory would make it."""
    whole = shard_module._facts

    def die(paper):
        if paper.key == "p2":
            os._exit(9)
        return whole(paper)

    shard_module._facts = die
    try:
        return shard_module.read_shard(source, target, skipped)
    finally:
        shard_module._facts = whole


def test_a_paper_that_kills_its_worker_is_set_aside_after_two_tries_and_the_rest_finishes(
    pile, tmp_path, monkeypatch
):
    monkeypatch.setattr("duban_corpus.engines.read_shard", killing)
    report = read_pile(pile, tmp_path / "out", engine=Pool(1))
    assert (report.files, report.papers, report.facts) == (3, 5, 5)
    assert report.set_aside == (f"{pile / 'a.jsonl'}: p2",)
    assert json.loads((tmp_path / "out" / SET_ASIDE).read_text("utf-8")) == {str(pile / "a.jsonl"): ["p2"]}
    regions = {row.region for row in ranking(tmp_path / "out", indicator="地区生产总值", period="2022-Q1")}
    assert regions == {"云岭县", "沅崖县"}


@pytest.fixture
def cluster():
    distributed = pytest.importorskip("distributed")
    dask = pytest.importorskip("dask")
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0, "distributed.worker.daemon": False}),
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as running,
    ):
        yield Cluster(running.scheduler_address)


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_reads_the_same_pile_as_a_pool(pile, tmp_path, cluster):
    assert read_pile(pile, tmp_path / "cluster", engine=cluster) == read_pile(
        pile, tmp_path / "pool", engine=Pool(1)
    )
    rows = [
        ranking(tmp_path / name, indicator="地区生产总值", period="2022-Q1") for name in ("cluster", "pool")
    ]
    assert rows[0] == rows[1]


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_loses_nothing_to_a_paper_that_kills_its_worker(pile, tmp_path, cluster, monkeypatch):
    monkeypatch.setattr("duban_corpus.engines.read_shard", killing)
    report = read_pile(pile, tmp_path / "out", engine=cluster)
    assert (report.papers, report.facts, report.set_aside) == (5, 5, (f"{pile / 'a.jsonl'}: p2",))


def test_a_long_paper_is_read_in_windows_with_the_places_of_the_whole(tmp_path):
    from duban.facts import Context, read, read_windows

    text = "2022年云岭县工作报告\n" + "".join(f"全县投资完成{n}.5亿元。\n" for n in range(10, 400))
    windows = list(read_windows(text, size=500))
    assert len(windows) > 5
    facts = [
        (
            window.start + window.reading.clean.place(fact.start, fact.end)[0],
            fact.value,
            fact.region,
            fact.period,
        )
        for window in windows
        for fact in window.reading.facts
    ]
    whole = read(text, context=Context())
    assert facts == [(fact.start, fact.value, fact.region, fact.period) for fact in whole.facts]


def test_a_line_longer_than_a_window_is_cut_at_a_full_stop():
    from duban.facts import read_windows

    text = "全县投资完成5亿元。" * 100
    assert sum(len(window.reading.facts) for window in read_windows(text, size=64)) == 100
    assert [len(window.reading.facts) for window in read_windows("一" * 200, size=64)] == [0, 0, 0, 0]


def test_a_folder_without_facts_is_refused_with_what_to_do(tmp_path):
    asked = CliRunner().invoke(
        command, ["query", str(tmp_path), "--indicator", "地区生产总值", "--period", "2022"]
    )
    assert (asked.exception.code, asked.exception.fields) == ("cli.no-facts", {"name": str(tmp_path)})
