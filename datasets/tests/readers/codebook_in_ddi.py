"""lxml reads codebook.xml and finds every column, and the file keeps `codebook.rng`, which has what of DDI-Codebook 2.5 it is
made of. Where DDI_SCHEMA names `codebook.xsd` of the DDI Alliance, with the files beside it, it keeps that too."""

import copy
import os
import pathlib

from cells import FOLDER, expected
from lxml import etree

DDI = {"d": "ddi:codebook:2_5"}
tree = etree.parse(FOLDER / "codebook.xml")
names = tree.xpath("//d:var/@name", namespaces=DDI)
assert names == expected()[0], names

grammar = etree.RelaxNG(etree.parse(pathlib.Path(__file__).with_name("codebook.rng")))
grammar.assertValid(tree)
# No grammar says this: each id is there once, and each column is of the file that is described.
ids = tree.xpath("//@ID")
assert len(ids) == len(set(ids)), ids
assert set(tree.xpath("//d:var/@files", namespaces=DDI)) == set(tree.xpath("//d:fileDscr/@ID", namespaces=DDI))


def refused(change):
    """Whether the grammar refuses the file after a change to a column that has options."""
    broken = copy.deepcopy(tree)
    change(broken.xpath("//d:var[d:catgry]", namespaces=DDI)[0])
    return not grammar.validate(broken)


# A grammar that takes anything would prove nothing.
assert refused(lambda var: var.set("intrvl", "wide"))
assert refused(lambda var: var.attrib.pop("name"))
assert refused(lambda var: var.append(var[0]))
assert refused(lambda var: var.remove(var[-1]))
assert refused(lambda var: etree.SubElement(var, "{ddi:codebook:2_5}sumStat"))

if schema := os.environ.get("DDI_SCHEMA"):
    etree.XMLSchema(etree.parse(schema)).assertValid(tree)
