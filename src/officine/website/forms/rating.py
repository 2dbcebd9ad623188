"""“Quanto è stato facile usare questo servizio?”: stars, then one question that depends on them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

STARS = [
    ("1", _("1 star of 5: very hard")),
    ("2", _("2 stars of 5")),
    ("3", _("3 stars of 5")),
    ("4", _("4 stars of 5")),
    ("5", _("5 stars of 5: very easy")),
]
EASY_FROM = 4

# The names go into the database; the words are those of the Modello Comuni.
LIKED = [
    ("clear", _("The instructions were clear")),
    ("complete", _("The instructions were complete")),
    ("on_track", _("I always knew that I was on the right track")),
    ("no_faults", _("I had no technical problems")),
    ("other", _("Something else")),
]
DISLIKED = [
    ("unclear", _("Sometimes the instructions were not clear")),
    ("incomplete", _("Sometimes the instructions were not complete")),
    ("off_track", _("Sometimes I did not know whether I was on the right track")),
    ("faults", _("I had technical problems")),
    ("other", _("Something else")),
]


class StarsForm(forms.Form):
    use_required_attribute = False
    stars = forms.ChoiceField(
        label=_("How easy was it to use this service?"),
        choices=STARS,
        widget=forms.RadioSelect(),
        error_messages={
            "required": _("Choose from one to five stars."),
            "invalid_choice": _("Choose from one to five stars."),
        },
    )


class WhyForm(forms.Form):
    """Nothing of it must be answered."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("Would you like to add something?"),
        help_text=_("At most 200 characters. Please write nothing about your own affairs here."),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, stars: int, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        easy = stars >= EASY_FROM
        answer = forms.ChoiceField(
            label=_("What did you like most?") if easy else _("Where did you have most difficulty?"),
            choices=LIKED if easy else DISLIKED,
            widget=forms.RadioSelect(),
            required=False,
        )
        self.fields = {"answer": answer, **self.fields}
