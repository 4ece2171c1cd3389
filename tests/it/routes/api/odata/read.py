"""python-odata reads the description of a feed, and each of its tables."""

import sys

from odata import ODataService

feed, token = sys.argv[1:]
service = ODataService(feed, auth=("anybody", token), reflect_entities=True, quiet_progress=True)
names = {"Items", "Comparison", "Codebook", "Answers"}
assert names <= set(service.entities), sorted(service.entities)
rows = {name: service.query(service.entities[name]).all() for name in names}
assert len(rows["Answers"]) == 12, len(rows["Answers"])
assert len({row.response_id for row in rows["Answers"]}) == 12
assert rows["Items"] and all(row.key and row.side == "library" for row in rows["Items"])
assert rows["Codebook"][0].column == "response_id", rows["Codebook"][0].column
assert len(service.query(service.entities["Items"]).limit(2).all()) == 2
