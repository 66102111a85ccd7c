"""Address book, accounts, settings."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from duban_web import settings as module
from duban_web.common.errors import Refused
from duban_web.people.accounts import save_user
from duban_web.people.models import Leader, Unit, User


def test_the_office_adds_a_unit_a_leader_and_an_account(county):
    client = county.client(county.office)
    client.post(
        "/units/new/",
        {"name": "云岭县水利局", "short_name": "县水利局", "kind": "department", "aliases": "水利局"},
    )
    client.post("/leaders/new/", {"name": "沈知行", "post": "县长"})
    unit = Unit.objects.get(name="云岭县水利局")
    client.post(
        "/users/new/",
        {
            "username": "shuili",
            "display_name": "孙水利",
            "role": "liaison",
            "unit": unit.pk,
            "is_active": "on",
            "password": "long-enough-7",
        },
    )
    assert unit.names() == ["云岭县水利局", "县水利局", "水利局"]
    assert Leader.objects.filter(name="沈知行").exists()
    assert User.objects.get(username="shuili").check_password("long-enough-7")
    assert (
        client.post(
            f"/users/{User.objects.get(username='shuili').pk}/",
            {"username": "shuili", "role": "liaison", "unit": unit.pk, "display_name": "孙"},
        ).status_code
        == 302
    )
    assert User.objects.get(username="shuili").is_active is False


@pytest.mark.parametrize(
    ("address", "typed", "sentence"),
    [
        ("/units/new/", {"name": "云岭县财政局", "kind": "department"}, "云岭县财政局"), ("/leaders/new/", {"name": "邵国栋"}, "邵国栋"),
        ("/users/new/", {"username": "x", "role": "liaison", "password": "long-enough-7"}, "要属于一个单位"), ("/users/new/", {"username": "y", "role": "viewer", "password": "123"}, "密码不合要求"),
    ],
)  # fmt: skip
def test_what_is_taken_or_too_weak_is_refused_with_a_sentence(county, address, typed, sentence):
    response = county.client(county.office).post(address, typed)
    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_a_user_name_is_taken_once(county):
    with pytest.raises(Refused, match="user-name"):
        save_user(None, User(username="office"), {"role": "office"}, password="long-enough-7")


def test_signing_in_and_out(county):
    save_user(None, county.office, {}, password="long-enough-7")
    client = county.client(None)
    assert client.post("/login/", {"username": "office", "password": "wrong"}).status_code == 200
    assert (
        client.post("/login/", {"username": "office", "password": "long-enough-7"}).headers["Location"] == "/"
    )
    assert client.post("/logout/").headers["Location"] == "/login/"


def test_before_the_first_campaign_the_page_says_what_to_do(db):
    from django.test import Client

    client = Client()
    client.force_login(User.objects.create_user("office", role="office"))
    assert "还没有专项行动" in client.get("/").content.decode()
    assert client.get("/imports/").status_code == 400


@pytest.mark.parametrize(
    ("name", "value", "read"), [("DUBAN_TODAY", "23.11.2020", "_date"), ("DUBAN_DEBUG", "yes", "_flag")]
)
def test_a_setting_that_cannot_be_fails_loudly(monkeypatch, name, value, read):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        getattr(module, read)(name)


def test_the_database_address_is_read_or_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://duban:p%40ss@db:5433/office")
    found = module._database(tmp_path)
    assert {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "office",
        "USER": "duban",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": "5433",
    }
    monkeypatch.setenv("DATABASE_URL", "mysql://x/y")
    with pytest.raises(ImproperlyConfigured, match="postgresql"):
        module._database(tmp_path)


def test_a_key_is_made_once_and_kept(monkeypatch, tmp_path):
    monkeypatch.delenv("DUBAN_SECRET_KEY")
    assert module._secret(tmp_path) == module._secret(tmp_path)
