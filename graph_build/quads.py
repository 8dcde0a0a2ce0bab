"""Facts to quads: what the ontology, the registers and the readings say, each in its named graphs.

IRIs are those of ontology/README.md. There is no blank node and no clock: the same facts give the same quads.
"""

from __future__ import annotations

from graph_build.quads_known import Known, of_cited, of_ontology
from graph_build.quads_participations import of_participations
from graph_build.quads_provenance import software
from graph_build.quads_readings import facts, of_reading
from graph_build.quads_registers import of_registers

__all__ = ["Known", "facts", "of_cited", "of_ontology", "of_participations", "of_reading", "of_registers", "software"]
