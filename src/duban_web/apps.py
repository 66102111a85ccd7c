"""The one Django app."""

from django.apps import AppConfig


class Duban(AppConfig):
    """Connects what listens to the ledger."""

    name = "duban_web"

    def ready(self) -> None:
        """Lights follow every change of the ledger, its rules and its calendar."""
        from duban_web.campaigns.signals import ledger_changed  # noqa: PLC0415 models must be loaded first
        from duban_web.supervision.lighting import follow  # noqa: PLC0415

        ledger_changed.connect(follow, dispatch_uid="lights")
