"""lxml reads codebook.xml; where DDI_SCHEMA names the schema of DDI-Codebook 2.5, the file keeps it."""

import os

from cells import FOLDER, expected
from lxml import etree

tree = etree.parse(FOLDER / "codebook.xml")
names = tree.xpath("//d:var/@name", namespaces={"d": "ddi:codebook:2_5"})
assert names == expected()[0], names
if schema := os.environ.get("DDI_SCHEMA"):
    etree.XMLSchema(etree.parse(schema)).assertValid(tree)
