"""Conditions by their phrases."""

from __future__ import annotations

import pytest

from graph_build import conditions

CASES = [
    ("to assist States, upon their request,", ["upon-request"]),
    ("to assist, at the request of the States concerned,", ["upon-request"]),
    ("to act within their respective mandates and existing resources", ["within-existing-resources", "within-mandate"]),
    ("to act in line with the mandates of the entities", ["within-mandate"]),
    ("taking part in the mandates of others", []),
    (
        "to act, subject to the availability of regular or extrabudgetary resources,",
        ["subject-to-extrabudgetary-resources"],
    ),
    ("to act, if and when appropriate,", ["as-appropriate"]),
    ("to take such measures as may be necessary and appropriate", ["as-appropriate"]),
    ("States as well as relevant organizations", []),
    ("areas where it is appropriate to deliver help", []),
    ("to visit, with the consent of the States concerned,", ["consent-of-state"]),
    ("to act in compliance with all their obligations under international law", ["consistent-with-international-law"]),
    (
        "to act in accordance with international and domestic law",
        ["consistent-with-domestic-law", "consistent-with-international-law"],
    ),
    ("to act within their national legislation", ["consistent-with-domestic-law"]),
    ("to ensure that any measure complies with international law", ["consistent-with-international-law"]),
    ("to help in response to specific requests", ["upon-request"]),
    ("to keep it, except when requested by the owner", []),
    ("to ask experts, with, as appropriate, their States’ consent", ["as-appropriate", "consent-of-state"]),
    (
        "to act in keeping with the principle of care, in accordance with international law",
        ["consistent-with-international-law"],
    ),
    (
        "to act in line with national frameworks and international obligations",
        ["consistent-with-domestic-law", "consistent-with-international-law"],
    ),
    ("to act within the overall appropriations", ["within-existing-resources"]),
    ("to act with regard to the internal constitutional review", []),
    ("to meet their obligations under international law", []),
    ("in accordance with paragraph 3, to promote international law", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_phrase(text: str, expected: list[str]) -> None:
    assert sorted({found.condition for found in conditions.find(text, 0, len(text))}) == expected
