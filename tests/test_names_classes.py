"""Names that no register has by themselves: what their shape tells, and whom what was said before makes them mean."""

from __future__ import annotations

from datetime import date

import pytest
from test_names import front, said

from graph_build import names_classes as classes

SHAPES = [
    ("Notes the Court of Cassation and the Ministry of Ropes of Malta;", "national-authorities"),
    ("Notes the Maltese Harbour Rights Commission;", "national-authorities"),
    ("Notes the Harbour Council of Malta;", "national-authorities"),
    ("Notes the Rope Centre of Harbour University;", "academia"),
    ("Thanks the Deputy Permanent Representative of Malta;", "permanent-representatives"),
    ("Thanks the Group of Friends of Ropes;", "groups-of-states"),
    ("Thanks the Civil Society Committee on Ropes;", "civil-society"),
]


@pytest.mark.parametrize(("text", "group"), SHAPES)
def test_a_shape_tells_the_class(text: str, group: str) -> None:
    assert group in {actor for _, actor in said(text)}
    assert "?" not in {actor for _, actor in said(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Notes the Harbour Rope Programme and the Programme’s reports;",
        "Invites gifts to the Harbour Rope Trust Fund, and thanks those who gave to the Fund;",
        "Welcomes the holding of the World Rope Forum in the spring;",
        "Welcomes the third World Rope Forum;",
        "Notes the World Rope Forum, held in the spring;",
        "Asks for the appointment of a Special Representative;",
    ],
)
def test_a_thing_names_nobody(text: str) -> None:
    assert said(text) == []


UNKNOWN = [
    ("Notes the International Rope Commission of Inquiry;", "International Rope Commission of Inquiry"),
    ("Notes the Danish Refugee Council;", "Danish Refugee Council"),
    ("Notes the World Rope Forum;", "World Rope Forum"),
    ("Notes the Rope Council for Malta;", "Rope Council for Malta"),
]


@pytest.mark.parametrize(("text", "name"), UNKNOWN)
def test_what_its_shape_does_not_tell_stays_unknown(text: str, name: str) -> None:
    assert said(text) == [(name, "?")]


def test_a_vacant_post_is_one_with_an_indefinite_article() -> None:
    text = "headed by a Special Adviser"
    assert classes.vacant(text, text.index("Special"), len(text))
    assert not classes.vacant(text.replace(" a ", " the "), text.index("Special") + 2, len(text) + 2)


CONTEXT = [
    # a body's name with that of its part
    (["Notes the OPCW Executive Council;"], [("OPCW Executive Council", "opcw-executive-council")]),
    # how a name began that was named in full
    (
        ["Notes the Intergovernmental Panel on Climate Change;", "Asks the Intergovernmental Panel to report;"],
        [("Intergovernmental Panel on Climate Change", "ipcc"), ("Intergovernmental Panel", "ipcc")],
    ),
    # and one that nobody is known to bear
    (
        ["Notes the Rope Panel on Knots;", "Asks the Rope Panel to report;"],
        [("Rope Panel on Knots", "?"), ("Rope Panel", "?")],
    ),
    # the mark of a footnote
    (
        ["Notes the report of the Office of Internal Oversight Services26 on ropes;"],
        [("Office of Internal Oversight Services", "oios")],
    ),
    # a deputy is somebody else, but tells whom "the Executive Director" means
    (
        ["Thanks the Deputy Executive Director of UN-Habitat;", "Asks the Executive Director to report;"],
        [("UN-Habitat", "un-habitat"), ("Executive Director", "executive-director-un-habitat")],
    ),
    # an acronym behind a place
    (
        ["Thanks the United Nations Rope Mission in the Harbour of Liberia (UNMIL);"],
        [("United Nations Rope Mission", "unmil"), ("Liberia", "LBR"), ("UNMIL", "unmil")],
    ),
    # the acronym of a body does not become that of the post that heads it
    (
        ["Thanks the Executive Director of the Joint United Nations Programme on HIV/AIDS (UNAIDS);"],
        [("Executive Director of the Joint United Nations Programme on HIV/AIDS", "executive-director-unaids"),
         ("UNAIDS", "unaids")],
    ),
    # a name within a name is named
    (
        ["Thanks the Special Rapporteur of the Human Rights Council on the human rights of migrants;",
         "Notes the report submitted to the Council;"],
        [("Special Rapporteur of the Human Rights Council on the human rights of migrants", "sr-migrants"),
         ("Council", "human-rights-council")],
    ),
    # what belongs to a body
    (
        ["Asks the Human Rights Council, through its Advisory Committee, to study ropes;"],
        [("Human Rights Council", "human-rights-council"), ("Advisory Committee", "hrc-advisory-committee")],
    ),
    # who presides, and a President who is nobody's that is known
    (["Asks the Chair of the rope group to report;", "Asks the Chair to go on;"],
     [("Chair", "presiding-officers"), ("Chair", "presiding-officers")]),
    (["Thanks the General Assembly, and the President who signed the order;"],
     [("General Assembly", "general-assembly"), ("President", "?")]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), CONTEXT)
def test_who_is_meant(texts: list[str], expected: list[tuple[str, str]]) -> None:
    assert said(*texts, about=front(date(2023, 7, 1))) == expected


@pytest.mark.parametrize(
    ("resolution", "panel"),
    [
        ("2140 (2014)", "panel-of-experts-yemen"),
        ("2206 (2015)", "panel-of-experts-south-sudan"),
        ("2653 (2022)", "panel-of-experts-haiti"),
        ("9999 (2022)", "?"),
    ],
)
def test_a_cited_resolution_tells_whose_experts_are_meant(resolution: str, panel: str) -> None:
    about = front(date(2024, 11, 13), issuer="security-council")
    text = f"Renews the mandate of the Panel of Experts, as set out in paragraph 2 of resolution {resolution};"
    assert said(text, about=about, voice="security-council") == [("Panel of Experts", panel)]
