"""What a person looks for in the queue."""

from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from goodstanding.cases.queries import Search
from goodstanding.law.procedure import INQUIRED
from goodstanding.law.terms import Family

ANY = ("", "any")


class SearchForm(forms.Form):
    """What of the queue is asked for; a field with a wrong value is not asked for, and says so."""

    reference = forms.CharField(max_length=32, required=False)
    member = forms.CharField(max_length=200, required=False, label="Member's id")
    policy = forms.SlugField(max_length=200, required=False)
    skill = forms.ChoiceField(choices=[ANY, *((one, one) for one in Family)], required=False)
    state = forms.ChoiceField(
        choices=[ANY, *((one, one.replace("_", " ")) for one in sorted(INQUIRED))], required=False
    )
    words = forms.CharField(max_length=200, required=False, label="Words written in it")
    language = forms.CharField(max_length=16, required=False)
    days = forms.IntegerField(min_value=0, max_value=9999, required=False, label="Days old")
    stake = forms.IntegerField(
        min_value=0, max_value=999_999_999, required=False, label="Contested, at least"
    )

    def __init__(self, data: QueryDict) -> None:
        """Look as the other forms do, and be no wider than a small screen."""
        super().__init__(data)
        for field in self.fields.values():
            chosen = isinstance(field, forms.ChoiceField)
            look = "form-select" if chosen else "form-control"
            field.widget.attrs["class"] = f"{look} {look}-sm"

    def search(self) -> Search:
        """The fields that are filled, as the queue is asked."""
        got = self._filled()
        return Search(
            member=got.get("member", ""),
            policy=got.get("policy", ""),
            state=got.get("state", ""),
            language=got.get("language", ""),
            days=int(got.get("days", 0)),
            reference=got.get("reference", "").strip().upper(),
            skill=got.get("skill", ""),
            stake=int(got.get("stake", 0)),
            words=got.get("words", ""),
        )

    def as_query(self) -> str:
        """The fields that are filled, as they stand in an address; "" for none."""
        return urlencode(self._filled())

    def _filled(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
