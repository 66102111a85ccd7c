"""What models share."""

from django.db import models


class Kept(models.Model):
    """Nothing is deleted: what is taken back bears the day on which it was."""

    removed_on = models.DateField(null=True, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True
