"""Question and runs in, report out. Pure: which runs are needed is said here, and made elsewhere."""

from graders.grade.attempt import attempted
from graders.grade.plans import first, more
from graders.grade.ran import Answer, Order, Purpose, Ran
from graders.grade.report import not_attempted, report

__all__ = ["Answer", "Order", "Purpose", "Ran", "attempted", "first", "more", "not_attempted", "report"]
