"""What is kept of the days: counts, and nothing of any one conversation. They stay when conversations are deleted."""

from __future__ import annotations

from django.db import models


class Day(models.Model):
    """How many conversations that began on this day had this value of this measure (counting.py)."""

    date = models.DateField()
    model_id = models.CharField(max_length=64, default="")
    measure = models.CharField(max_length=24)
    value = models.CharField(max_length=64, default="")
    is_gone = models.BooleanField(default=False)
    """Of conversations that have been deleted. The others are counted again whenever something changes."""
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["date", "model_id", "measure", "value", "is_gone"], name="day_once")
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.measure} {self.value}: {self.count}"


class Due(models.Model):
    """A day to count again, because conversations of it have been deleted. A day may stand here more than once."""

    date = models.DateField()
