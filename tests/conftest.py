"""Fixtures for all tests. The web part gets a data folder of its own before Django reads its settings."""

import importlib.util
import os
import tempfile
from pathlib import Path
from types import ModuleType

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duban_web.settings")
os.environ["DUBAN_DATA"] = tempfile.mkdtemp(prefix="duban-test-")
os.environ["DUBAN_SECRET_KEY"] = "only for tests"
os.environ.pop("DUBAN_TODAY", None)
# PostgreSQL: who waits for a lock, and a question that takes minutes, says so and fails.
os.environ.setdefault("PGOPTIONS", "-c lock_timeout=60s -c statement_timeout=120s")
try:
    import django
except ModuleNotFoundError:
    django = None  # the library's tests also run without it
else:
    django.setup()
    from django.db import connection

    if connection.vendor == "sqlite":
        # A file as in an office: in memory, who writes refuses who reads at the same moment, instead of letting it wait.
        connection.settings_dict["TEST"]["NAME"] = str(Path(os.environ["DUBAN_DATA"]) / "test.sqlite3")
CORPUS = Path(__file__).parent / "corpus"


@pytest.fixture
def corpus() -> Path:
    """Our own annotated texts."""
    return CORPUS


@pytest.fixture
def public_corpus() -> Path:
    """Public texts that are not ours to copy; only where DUBAN_CORPUS says where they are."""
    folder = os.environ.get("DUBAN_CORPUS")
    if not folder:
        pytest.skip("DUBAN_CORPUS is not set: the public texts are not part of the project")
    return Path(folder)


@pytest.fixture
def damager(public_corpus: Path) -> ModuleType:
    """The corpus's own damage.py, which damages a clean text as copying sites do."""
    spec = importlib.util.spec_from_file_location("damage", public_corpus / "reading" / "damage.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
