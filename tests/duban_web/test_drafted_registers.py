"""A register made in the browser from its columns."""

from duban_web.registers.models import Register
from small_register import figures


def drafted(*columns, **more):
    """What the browser sends of the columns."""
    sent = {
        "draft": "1",
        "name": "走访",
        "states": "待访、办结",
        "purpose": "",
        "form-TOTAL_FORMS": "12",
        "form-INITIAL_FORMS": "0",
    }
    for n, (name, kind, extra) in enumerate(columns):
        sent |= {
            f"form-{n}-name": name,
            f"form-{n}-type": kind,
            f"form-{n}-more": extra,
            f"form-{n}-needed": "on",
        }
    for n in range(len(columns), 12):
        sent[f"form-{n}-type"] = "text"
    return sent | more


def test_a_register_is_made_from_columns_without_a_line_of_toml(county):
    page = county.client(county.office)
    answer = page.post(
        "/registers/new/",
        drafted(("村", "text", ""), ("产量", "number", "吨"), ("品种", "choice", "白菜、萝卜")),
    )
    form = answer.context["form"]
    assert (answer.status_code, form.initial["source"].splitlines()[0]) == (200, 'name = "走访"')
    assert (
        page.post("/registers/new/", {"code": "zoufang", "source": form.initial["source"]}).status_code == 302
    )
    row = {"f1": "双河村", "f2": "3", "f3": "白菜"}
    assert page.post("/registers/zoufang/new/", row).status_code == 302
    assert page.post("/registers/zoufang/1/step/", {"move": "m2"}).status_code == 302
    assert figures(Register.objects.get(code="zoufang")) == {"all": 1, "s2": 3, "ended": 100}


def test_columns_that_make_no_register_are_told_and_kept(county):
    page = county.client(county.office)
    for sent, words in (
        (drafted(("品种", "choice", "")), "选择字段“品种”要列出 choices。"),
        (drafted(), "至少要有一个字段"),
        (drafted(("村", "text", ""), name=""), "登记簿名称"),
    ):
        answer = page.post("/registers/new/", sent)
        assert answer.status_code == 400
        assert words in answer.content.decode()
    assert 'value="品种"' in page.post("/registers/new/", drafted(("品种", "choice", ""))).content.decode()
    assert (
        county.client(county.liaison).post("/registers/new/", drafted(("村", "text", ""))).status_code == 403
    )
