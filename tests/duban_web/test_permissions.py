"""Who may open what: a matrix of every route and every kind of person. A route that is in no row fails the test.

The columns: the office; the lead unit's liaison, the liaison of a unit above it, that of a partner, that of another unit; a leader, a
viewer, an inspector; the three administrators.
"""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver

from duban.registers import parse_definition
from duban_web.assessment import operations as rounds
from duban_web.assessment.models import Commendation, Follow, Proof, Round
from duban_web.assessment.objecting import object_to
from duban_web.assessment.scheming import add_scheme
from duban_web.bulletins.models import Contribution, Delivery
from duban_web.bulletins.operations import make
from duban_web.campaigns.models import Goal, SavedView, TaskForce
from duban_web.common.access import Role
from duban_web.inbox.models import Message, Robot
from duban_web.indicators.models import Observation, WeakPoint
from duban_web.inspections.models import Draw, Inspection, Photo, Site
from duban_web.matters.models import Matter, UnitPlan
from duban_web.meetings.models import Item, Meeting
from duban_web.papers.models import Paper, Pile
from duban_web.people.models import Leader, Unit, User
from duban_web.problems.models import Problem
from duban_web.projects.cycle_models import Bond, Event
from duban_web.projects.models import Project
from duban_web.projects.operations import save_project
from duban_web.registers import packs
from duban_web.registers.models import Register
from duban_web.registers.operations import install, save_record
from duban_web.supervision.models import Evidence, Explanation, Gathering, Notice, Request
from small_county import close_files, submit_report

SCHEME = 'name = "试"\ndecimals = 2\nrounding = "half-up"\nties = "same"\nmissing = "refuse"\n[[item]]\ncode = "a"\nname = "甲"\nweight = 100\nmethod = "yes_no"\ndirection = "up"\n'
OK, FOUND, BAD, NO, NONE, METHOD = 200, 302, 400, 403, 404, 405
PEOPLE = (
    "office", "liaison", "superior", "colleague", "outsider", "leader", "viewer", "inspector", "system", "security", "auditor",
)  # fmt: skip
ADMINISTRATORS = {"system", "security", "auditor"}


def row(**statuses):
    """The statuses of all people: `others` for those who are not named."""
    others = statuses.pop("others", NO)
    return {who: statuses.get(who, others) for who in PEOPLE}


def working(status=OK, **more):
    """Everybody but the administrators."""
    return row(**({who: status for who in PEOPLE if who not in ADMINISTRATORS} | more))


def office(status=OK, **more):
    return row(office=status, **more)


SEES_ALL = {"office", "leader", "viewer", "inspector"}
TASK = working(OK, outsider=NO)
NOT_OTHERS = working(OK, colleague=NO, outsider=NO)
OF_ITS_UNIT = row(office=OK, liaison=OK, superior=OK)
REPORTS = row(office=OK, liaison=OK, superior=OK, colleague=OK, outsider=OK)
INSPECTS = row(office=OK, inspector=OK)
SEES = dict.fromkeys(SEES_ALL, OK)
OF_A_PROJECT = working(OK, colleague=NONE, outsider=NONE)
PARTS = row(office=OK, liaison=OK, superior=OK, colleague=NONE, outsider=NONE)

MATRIX = {
    # anybody
    "language": row(others=METHOD), "logout": row(others=METHOD), "own": row(others=OK), "tell_us": row(others=OK), "login": row(others=FOUND),
    "today": working(OK, system=FOUND, security=FOUND, auditor=FOUND), "choose_campaign": working(METHOD),
    # messages
    "messages": working(), "message_read": working(METHOD), "messages_read": working(METHOD), "robots": office(), "robot": office(),
    # people
    "book": office(system=OK, security=OK), "user": office(system=OK, security=OK), "user_new": office(system=OK), "passwords": office(METHOD, system=METHOD),
    "book_import": office(), "unit_new": office(), "unit": office(), "leader_new": office(), "leader": office(), "changes": office(auditor=OK),
    # the ledger
    "ledger": working(), "ledger_export": working(), "view_save": working(METHOD), "view_forget": working(METHOD), "task_new": office(), "task_edit": office(),
    "task_schedule": office(), "task_cell": office(METHOD), "imports": office(), "import": office(NONE), "import_apply": office(METHOD), "import_undo": office(METHOD),
    "campaigns": office(), "campaign_new": office(), "campaign": office(), "rules": office(), "force_new": office(), "force": office(), "goal_new": office(), "goal": office(),
    # a task
    "task": TASK, "task_curve": TASK, "task_letter": TASK, "evidence": TASK, "explanation_file": TASK, "report": working(METHOD), "task_move": working(METHOD),
    "task_split": OF_ITS_UNIT, "task_ask": OF_ITS_UNIT, "task_override": office(leader=OK), "request_decide": working(METHOD), "explain": working(METHOD),
    "explanation_judge": office(METHOD), "review": office(), "report_accept": office(METHOD), "report_return": office(METHOD),
    # reporting and pressing
    "duties": row(office=OK, liaison=OK, superior=OK, colleague=OK, outsider=OK), "duties_file": row(office=OK, liaison=OK, superior=OK, colleague=OK, outsider=OK),
    "silent": office(), "silent_picture": office(), "gatherings": office(), "gathering": office(),
    "explanations": working(), "notices": working(), "notice_new": INSPECTS, "notice": NOT_OTHERS, "notice_file": NOT_OTHERS,
    # inspections, meetings, problems, matters, boards
    "inspections": working(), "inspection_new": INSPECTS, "inspection_visit": INSPECTS, "inspection_step": row(office=METHOD, inspector=METHOD), "visit_worker": INSPECTS,
    "inspection": working(NONE, office=OK, inspector=OK), "photo": working(NONE, office=OK, inspector=OK), "draw_new": office(), "draw": row(**SEES), "sites": row(**SEES), "site": row(**SEES), "site_new": INSPECTS, "site_import": office(),
    "meetings": row(**SEES), "meeting": row(**SEES), "meeting_file": row(**SEES), "meeting_new": office(), "meeting_item": office(METHOD),
    "meeting_decide": office(METHOD), "meeting_hold": office(METHOD), "item_note": office(METHOD),
    "problems": working(), "problem_new": office(), "problem": working(OK, colleague=NONE, outsider=NONE), "problem_route": office(METHOD), "problem_step": working(METHOD),
    "matters": working(), "matter_new": office(), "matter": working(OK, outsider=NONE), "matter_file": working(NONE), "plans": working(), "plan": NOT_OTHERS, "plan_file": NOT_OTHERS, "task_pictures": TASK,
    "board": working(), "board_trend": working(), "board_heat": working(), "wall": working(), "wall_chart": working(OK, outsider=BAD), "trial": office(),
    # projects
    "projects": working(), "project_board": working(), "approvals": working(), "project_export": working(), "project_wall": working(), "project_map": working(),
    "project": OF_A_PROJECT, "project_curve": OF_A_PROJECT, "project_picture": OF_A_PROJECT, "project_new": office(), "project_edit": office(), "project_plan": office(), "project_import": office(),
    "project_step": working(METHOD), "project_report": working(METHOD), "project_picture_add": working(METHOD), "procedure": office(), "procedure_step": working(METHOD),
    "project_part_new": PARTS, "project_part": PARTS, "cycle": row(**SEES), "starts": row(**SEES), "event": row(**SEES), "event_book": row(**SEES), "event_new": office(), "event_edit": office(),
    "event_step": row(office=METHOD, inspector=METHOD), "bonds": row(**SEES), "bond_new": office(), "bond": office(), "bond_step": office(METHOD),
    # registers
    "registers": working(), "register": working(), "register_figures": working(), "register_export": working(), "register_matching": office(BAD), "register_install": office(METHOD), "register_new": office(), "register_edit": office(),
    "register_block": row(**SEES), "register_filling": office(NONE), "register_import": office(), "register_code": office(), "register_public": row(others=OK), "gate": working(), "gate_keys": working(), "gate_worker": working(), "gate_checks": working(METHOD),
    "record": OF_A_PROJECT, "record_code": OF_A_PROJECT, "record_file": OF_A_PROJECT, "record_pass": OF_A_PROJECT, "record_new": REPORTS, "record_edit": PARTS, "record_step": working(METHOD),
    # assessment
    "assessments": working(), "scheme_new": office(), "scheme": row(**SEES), "scheme_change": office(), "scheme_weights": office(), "round_new": office(), "version_decide": office(METHOD, leader=METHOD),
    "round": working(), "readings": office(), "readings_file": office(), "round_step": working(METHOD), "round_trial": row(**SEES), "board_file": working(),
    "unit_score": row(**SEES, liaison=OK, superior=OK), "objection_new": working(METHOD), "objection": office(), "follow": office(METHOD), "certificate": office(),
    "shown": row(others=OK), "proofs": row(**SEES, liaison=OK, superior=OK), "proof_file": row(**SEES, liaison=OK, superior=OK),
    "commendations": working(), "commendation": working(), "commendation_file": working(), "commendation_step": office(METHOD),
    # papers and bulletins
    "papers": office(), "paper": office(), "paper_file": office(), "paper_page": office(NONE), "paper_original": office(NONE), "inbox": office(METHOD), "pile": office(),
    "fact_decide": office(METHOD), "accept_sure": office(METHOD), "observations": office(), "observation_sources": office(), "alias_forget": office(METHOD),
    "figure_review": office(), "targets": office(), "figure_explain": office(METHOD), "figure_correct": office(), "indicator": office(), "indicator_chart": office(), "region": office(),
    "figure_new": office(), "compare": office(), "compare_chart": office(NONE), "heat": office(), "dictionary": office(), "releases": row(**SEES), "small_multiples": office(NONE), "region_map": office(), "region_map_chart": office(NONE),
    "weak_point_new": office(), "weak_point_done": office(METHOD),
    "bulletins": office(leader=OK), "bulletin_brief": office(leader=OK), "bulletin_fonts": office(leader=OK), "quarter_book": office(), "bulletin_templates": office(), "template_file": office(), "deliveries": REPORTS, "delivery": OF_ITS_UNIT, "delivery_file": OF_ITS_UNIT,
    "bulletin": office(leader=OK), "bulletin_file": office(leader=OK), "bulletin_step": office(METHOD, leader=METHOD), "contributions": office(), "contribution": OF_ITS_UNIT,
}  # fmt: skip


def names() -> dict[str, str]:
    found = {}

    def walk(patterns, prefix=""):
        for pattern in patterns:
            if (
                isinstance(pattern, URLResolver) and pattern.namespace is None
            ):  # the API has its own matrix: test_api
                walk(pattern.url_patterns, prefix + str(pattern.pattern))
            elif isinstance(pattern, URLPattern):
                found[pattern.name] = "/" + prefix + str(pattern.pattern)

    walk(get_resolver().url_patterns)
    return found


def status(client, address) -> int:
    response = client.get(address)
    close_files(response)
    return response.status_code


@pytest.fixture
def people(county):
    """The small county's people, and one of every other kind."""
    above = Unit.objects.create(name="云岭县城乡建设系统")
    Unit.objects.filter(pk=county.liaison.unit_id).update(parent=above)
    make = User.objects.create_user
    found = {
        "office": county.office, "liaison": county.liaison, "colleague": county.colleague, "outsider": county.outsider,
        "superior": make("shangji", role=Role.LIAISON, unit=above), "leader": make("shao", role=Role.LEADER, leader=Leader.objects.get()),
    }  # fmt: skip
    return found | {
        role: make(role, role=role) for role in ("viewer", "inspector", "system", "security", "auditor")
    }


def publicised(county):
    """A round with one unit, which objects; released to everybody; and a reward."""
    unit = county.liaison.unit
    scheme = add_scheme(county.office, name="季度考核", begins=dt.date(2021, 1, 1), source=SCHEME)
    one = rounds.open_round(
        county.office, scheme, rounds.Opening("一季度", "2020-Q1", dt.date(2020, 3, 31), None, {unit.pk: ""})
    )
    rounds.enter(county.office, one, [rounds.Cell("a", unit.pk, "value", Decimal(1))], source="报")
    rounds.compute_round(None, one)
    for step in (rounds.check, rounds.publicise, rounds.release):
        step(county.office, one)
    objected = object_to(county.liaison, one, unit=unit.pk, item="a", words="不对")
    return (
        Round.objects.get(pk=one.pk),
        objected,
        Follow.objects.create(round=one, unit=unit, kind="reward", what="表扬"),
    )


def of_registers(county):
    """A register of passes with a form without login, and a record of the liaison's unit with a file."""
    definition = packs.presets()["truck_passes"]
    source = definition.source.replace("pack =", "public = true\npack =")
    source = source.replace("fields = [", 'fields = [\n{code = "label", name = "码", type = "qr"},').replace("{pass =", '{zone = {levels = ["valid"]}, pass =')  # fmt: skip
    made = parse_definition(source, code="truck_passes")
    values = {
        "firm": "甲",
        "plate": "湘H12345",
        "goods": "玻璃",
        "route": "县城",
        "valid_from": "2020-11-01",
        "valid_to": "2020-12-31",
        "town": str(county.liaison.unit),
    }
    one = save_record(county.office, install(county.office, made), values)
    file = one.files.create(field="firm", name="a.txt", sha256="1", file=ContentFile(b"1", "a.txt"))
    return {"record_file": file.pk}


def of_projects(county):
    """A project of the liaison's unit with all that belongs to it."""
    on = dt.date(2020, 11, 23)
    one = save_project(county.office, Project(name="建材园", kind="industry", unit=county.liaison.unit))
    shown = Event.objects.create(kind="tour", title="观摩", on=on, year=2020, quarter=4)
    bond = Bond.objects.create(project=one, year=2020, asked=1, stage_since=on).pk
    keys = {name: one.pk for name in MATRIX if name.startswith("project_")} | {"project": one.pk}
    keys |= dict.fromkeys(("procedure", "procedure_step"), one.procedures.get(code="permit").pk)
    keys |= dict.fromkeys([name for name in MATRIX if name.startswith("event")], shown.pk)
    keys |= of_registers(county)
    part = one.phases.create(name="一期").pk
    picture = one.pictures.create(spot="东门", on=on, sha256="1", file=ContentFile(b"jpg", "p.jpg")).pk
    return keys | {"bond": bond, "bond_step": bond, "project_part": part, "project_picture": picture}


@pytest.fixture
def addresses(county, people, settings):
    on, unit = settings.OFFICE_TODAY, county.liaison.unit
    report = submit_report(county.liaison, county.task, percent=10, text="开工")
    paper = Paper.objects.create(
        name="简报.txt",
        file=ContentFile("投资5亿元".encode(), "b.txt"),
        sha256="1" * 64,
        uploaded_on=on,
        state="read",
    )
    visit = Inspection.objects.create(campaign=county.campaign, task=county.task, planned_for=on)
    visit.inspectors.add(people["inspector"])
    site = Site.objects.create(
        name="宏远机械厂", unit=unit, score=50, colour="yellow", registered_on=on, next_check=on
    )
    meeting = Meeting.objects.create(
        campaign=county.campaign, kind="dispatch", number=1, title="调度会", on=on
    )
    keys = {
        "report_accept": report.pk, "report_return": report.pk, "paper": paper.pk, "paper_file": paper.pk, "paper_page": paper.pk,
        "evidence": Evidence.objects.create(report=report, name="照片.jpg", file=ContentFile(b"jpg", "a.jpg"), size=3, sha256="0" * 64).pk,
        "paper_original": paper.pk, "fact_decide": paper.pk, "accept_sure": paper.pk, "pile": Pile.objects.create(name="一批.zip", uploaded_on=on).pk,
        "observation_sources": Observation.objects.create(indicator="投资", measure="value", region="云岭县", period="2020", value=5, unit="亿元", accepted_on=on).pk,
        "contribution": Contribution.objects.create(campaign=county.campaign, unit=unit, topic="经验", due=on, asked_on=on).pk, "bulletin": (bulletin := make(county.office, county.campaign, on).pk), "bulletin_file": bulletin, "bulletin_step": bulletin, "bulletin_brief": bulletin, "bulletin_fonts": bulletin, "delivery": (delivery := Delivery.objects.create(bulletin_id=bulletin, unit=unit, sent_on=on).pk), "delivery_file": delivery, "unit": unit.pk, "leader": Leader.objects.get().pk, "user": county.liaison.pk,
        "campaign": county.campaign.pk, "rules": county.campaign.pk, "force_new": county.campaign.pk, "goal_new": county.campaign.pk, "force": county.campaign.pk, "goal": county.campaign.pk,
        "robot": Robot.objects.create(name="群", kind="wecom", address="http://127.0.0.1:9/").pk, "message_read": Message.objects.create(to=county.liaison, text="一", on=on).pk,
        "view_forget": SavedView.objects.create(user=county.liaison, name="一").pk,
        "request_decide": Request.objects.create(task=county.task, kind="appeal", reason="一", asked_on=on).pk,
        "notice": Notice.objects.create(campaign=county.campaign, colour="blue", unit=unit, year=2020, number=1, reason="一", state="issued", proposed_on=on).pk,
        "gathering": Gathering.objects.create(campaign=county.campaign, name="一", uploaded_on=on).pk, "inspection": visit.pk, "inspection_visit": visit.pk, "inspection_step": visit.pk,
        "site": site.pk, "photo": Photo.objects.create(inspection=visit, name="a.jpg", file=ContentFile(b"jpg", "a.jpg"), sha256="0").pk,
        "draw": Draw.objects.create(campaign=county.campaign, seed="1", pool=[], inspectors=[], count=0, drawn=[], on=on).pk,
        "problem": Problem.objects.create(number="2020-00001", channel="visit", content="路灯不亮", received_on=on, unit=unit, route="assign", state="routed", due=on).pk,
        "plan": UnitPlan.objects.create(
            campaign=county.campaign, unit=unit, items=[{"title": "一", "deadline": "", "task": None}], file=ContentFile(b"1", "p.txt"), file_name="p.txt", handed_on=on
        ).pk,
        "matter": Matter.objects.create(task=county.task, kind="instruction", source="县长", received_on=on, instruction="办").pk,
        "item_note": Item.objects.create(meeting=meeting, topic="一").pk, "meeting": meeting.pk,
    }  # fmt: skip
    explanation = Explanation.objects.create(task=county.task, unit=unit, colour="red", since=on, due=on)
    keys |= dict.fromkeys(("explanation_file", "explain", "explanation_judge"), explanation.pk)
    keys |= dict.fromkeys(("meeting_file", "meeting_item", "meeting_decide", "meeting_hold"), meeting.pk)
    keys |= {
        "notice_file": keys["notice"],
        "problem_route": keys["problem"],
        "problem_step": keys["problem"],
        "matter_file": keys["matter"],
        "plan_file": keys["plan"],
    }
    tasks = [name for name in names() if name.startswith("task_") and name != "task_new"]
    keys |= dict.fromkeys([*tasks, "task", "report"], county.task.pk)
    force = TaskForce.objects.create(campaign=county.campaign, name="城建专班", front="城乡建设").pk
    goal = Goal.objects.create(campaign=county.campaign, name="开门红", value=5, due=dt.date(2020, 12, 31)).pk
    keys |= dict.fromkeys(("figure_explain", "figure_correct"), keys["observation_sources"])
    shown, objected, reward = publicised(county)
    keys |= dict.fromkeys(("scheme", "scheme_change", "scheme_weights", "round_new"), shown.scheme_id)
    keys |= dict.fromkeys(
        (
            "round",
            "readings",
            "readings_file",
            "round_step",
            "round_trial",
            "unit_score",
            "proofs",
            "objection_new",
            "board_file",
        ),
        shown.pk,
    )
    keys |= {
        "version_decide": shown.version_id,
        "objection": objected.pk,
        "follow": reward.pk,
        "certificate": reward.pk,
        "proof_file": Proof.objects.create(
            round=shown, unit=unit, item="a", name="一.pdf", file=ContentFile(b"%PDF", "a.pdf"), on=on
        ).pk,
        "weak_point_done": WeakPoint.objects.create(
            indicator="投资", region="云岭县", cause="一", remedy="二", unit=unit, due=on
        ).pk,
    }
    keys |= of_projects(county)
    token = Register.objects.get().token
    commended = Commendation.objects.create(name="先进个人", state="publicised", shown_from=on, shown_to=on)
    keys |= dict.fromkeys(("commendation", "commendation_step", "commendation_file"), commended.pk)
    return {
        name: pattern.replace("board.<str:kind>", "board.xlsx").replace("bulletins/<int:key>.<str:kind>", "bulletins/<int:key>.docx").replace("templates/<str:kind>", "templates/report").replace("<str:kind>.svg", "curve.svg?name=投资").replace("<int:unit>", str(unit.pk)).replace("<slug:what>", "phase").replace("<slug:code>", "truck_passes").replace("<slug:block>", "zone").replace("<slug:field>", "label").replace("fill/<str:token>", f"fill/{token}").replace("<str:token>", shown.token).replace("<int:key>", str(keys.get(name, 999))).replace("<int:number>", "1").replace("<int:force>", str(force)).replace("<int:goal>", str(goal)).replace("<str:kind>", "svg")
        for name, pattern in names().items()
    }  # fmt: skip


def test_every_route_has_a_row():
    assert set(names()) == set(MATRIX)


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_opens_just_what_the_matrix_says(county, people, addresses, who):
    client = county.client(people[who])
    found = {name: status(client, addresses[name]) for name in MATRIX if name != "tell_us"}
    assert {n: s for n, s in found.items() if s != MATRIX[n][who]} == {}


def test_nobody_sees_anything_but_the_sign_in_and_the_form_for_the_public(county, addresses):
    client = county.client(None)
    statuses = {
        name: status(client, addresses[name])
        for name in MATRIX
        if name not in {"login", "language", "tell_us", "shown", "register_public"}
    }
    assert {name: s for name, s in statuses.items() if s != FOUND} == {}
    assert [status(client, addresses[name]) for name in ("login", "tell_us", "shown", "register_public")] == [
        OK,
        OK,
        OK,
        OK,
    ]


POSTS = {
    "task_move": {"move": "suspend", "reason": "停"}, "task_split": {"title": "一", "weight": "1"}, "task_ask": {"kind": "extension", "deadline": "2021-01-15", "reason": "一"},
    "task_override": {"colour": "red", "last": "2020-12-01", "reason": "一"}, "request_decide": {"grant": "1", "answer": "好"}, "explain": {"cause": "一", "measures": "二"},
    "problem_step": {"step": "answer", "note": "好"}, "report": {"percent": "20", "text": "推进"}, "notice": {"step": "sign"}, "matter": {"feedback": "好"},
    "record_step": {"move": "revoke", "note": "停"}, "record_new": {"firm": "乙", "plate": "湘H54321", "goods": "板材", "route": "县城", "valid_from": "2020-11-01", "valid_to": "2020-12-31"},
    "project_report": {"month": "2020-10", "done": "5"}, "procedure_step": {"step": "apply"}, "project_step": {"problem": "缺电"},
    "round_step": {"step": "withdraw"}, "objection": {"answer": "不成立"}, "follow": {"note": "已兑现", "done": "1"}, "bulletin_step": {"step": "check"}, "contribution": {"words": "一条经验"}, "delivery": {"step": "sign"}, "objection_new": {"item": "a", "words": "再看"},
}  # fmt: skip
MAY_POST = {
    "task_move": {"office"}, "task_split": {"office", "liaison", "superior"}, "task_ask": {"office", "liaison", "superior"}, "task_override": {"office", "leader"},
    "request_decide": {"office"}, "explain": {"office", "liaison", "superior"}, "problem_step": {"office", "liaison", "superior"}, "report": {"office", "liaison", "superior"},
    "record_step": {"office"}, "record_new": {"office", "liaison", "superior", "colleague", "outsider"},
    "project_report": {"office", "liaison", "superior"}, "procedure_step": {"office", "liaison", "superior"}, "project_step": {"office", "liaison", "superior"},
    "notice": {"office", "liaison", "superior"}, "matter": {"office"}, "round_step": {"office"}, "objection": {"office"}, "follow": {"office"}, "bulletin_step": {"office", "leader"}, "contribution": {"office", "liaison", "superior"}, "delivery": {"office", "liaison", "superior"}, "objection_new": set(),
}  # fmt: skip


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("who", PEOPLE)
def test_only_whose_step_it_is_takes_it(county, people, addresses, name, who):
    answer = county.client(people[who]).post(addresses[name], POSTS[name])
    assert (answer.status_code == FOUND) == (who in MAY_POST[name])
    assert answer.status_code in {FOUND, NO, NONE, BAD, 409}


@pytest.mark.parametrize(
    "name", [name for name, statuses in MATRIX.items() if statuses == office(METHOD) or statuses == office()]
)  # fmt: skip
def test_no_liaison_can_post_what_is_the_offices(county, addresses, name):
    assert county.client(county.liaison).post(addresses[name], {"reason": "无"}).status_code == NO


def test_a_liaison_sees_only_the_units_own_tasks_in_the_ledger(county):
    assert "老旧小区改造" in county.client(county.colleague).get("/tasks/").content.decode()
    assert "老旧小区改造" not in county.client(county.outsider).get("/tasks/").content.decode()


def test_no_page_allows_scripts_of_others(county):
    policy = county.client(county.office).get("/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy
