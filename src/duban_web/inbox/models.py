"""Messages, how each person wants them, and the robots of group chats."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Message(models.Model):
    """One message to one person. Delivered when it is written, read when it is opened, confirmed where that is asked for."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inbox")
    kind = models.CharField(max_length=20)
    text = models.CharField(max_length=500)
    link = models.CharField(max_length=200, blank=True)
    is_urgent = models.BooleanField(default=False)
    needs_confirmation = models.BooleanField(default=False)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    sent_on = models.DateField(null=True)  # the day on which it left by e-mail, alone or in a digest
    key = models.CharField(max_length=80, blank=True)  # the same message is not written twice

    class Meta:
        ordering = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["to", "key"], name="one_message_a_key", condition=~models.Q(key="")
            )
        ]
        indexes: ClassVar = [models.Index(fields=["to", "read_at"])]

    def __str__(self) -> str:
        return self.text


class Preference(models.Model):
    """How a person wants messages outside the product. The ladder itself cannot be switched off: its messages always stand in the inbox."""

    class Mail(models.TextChoices):
        """A digest is one e-mail a day; urgent ones go at once in either case."""

        DIGEST = "digest"
        EACH = "each"
        NONE = "none"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference")
    mail = models.CharField(max_length=8, choices=Mail, default=Mail.DIGEST)

    def __str__(self) -> str:
        return f"{self.user} {self.mail}"


class Robot(models.Model):
    """A group chat's robot: its webhook address, and the secret with which DingTalk wants it signed."""

    class Kind(models.TextChoices):
        """Whose format."""

        WECOM = "wecom"
        DINGTALK = "dingtalk"

    name = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    address = models.URLField(max_length=300)
    secret = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    last_result = models.CharField(max_length=200, blank=True)
    last_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
