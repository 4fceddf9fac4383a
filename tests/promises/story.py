"""What has happened in the house when someone with a shell on its database arrives."""

from types import SimpleNamespace

from django.db import connection

from goodstanding.cases.models import Case
from tests import people, scams
from tests.journeys.s26 import story

DAY, DECIDED, NOW = story.DAY, story.DECIDED, people.NOW


def happens():
    """Ann is restricted and has appealed; a rule held Ben's post back; Abe's case waits."""
    people.rulebook()
    people.team()
    people.fin()
    scams.pia()
    story.ann_is_restricted_and_appeals()
    people.not_delivering("abe")
    people.work_goes_on()
    ben = scams.held_back()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    abe = Case.objects.get(account__name="abe")
    return SimpleNamespace(held_back=ben, waiting=abe, ann=Case.objects.get(account__name="ann"))
