"""Runs the library's tests with Django out of reach: the library must not need it."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BLOCK = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in {'django', 'duban_web', 'django_tasks', 'django_htmx'}:
            raise ModuleNotFoundError(f'{name} is out of reach here', name=name)
sys.meta_path.insert(0, Blocked())
import pytest
sys.exit(pytest.main(['-q', '-p', 'no:django', '-p', 'no:randomly', '-p', 'no:cacheprovider', '-p', 'no:xdist', *sys.argv[1:]]))
"""
targets = [str(HERE / "duban"), str(HERE / "duban_files"), "-k", "not public"]
sys.exit(subprocess.run([sys.executable, "-c", BLOCK, *targets], check=False).returncode)
