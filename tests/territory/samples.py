"""A small set of files of the register, that a test may spoil."""

import csv
import io
import json

from pat_logistics.territory import reference

HEADER = (
    "insee,nom,departement,codes_postaux,lat_centroide,lon_centroide,"
    "lat_mairie,lon_mairie,population,epci,epci_nom"
)

MENDE = "48095,Mende,48,48000,44.53,3.49,44.51782,3.50117,12464,244800405,Cœur de Lozère"

FLORAC = "48061,Florac Trois Rivières,48,48400,44.32,3.59,44.32392,3.59402,2100,200069151,Gorges Causses"


def write_communes(folder, *lines, header=HEADER):
    (folder / reference.COMMUNES).write_text("\n".join([header, *lines, ""]), encoding="utf-8")


def write_former(folder, *lines):
    text = "\n".join(["code,nom,type,commune", *lines, ""])
    (folder / reference.FORMER).write_text(text, encoding="utf-8")


def write_outlines(folder, outlines):
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": geometry}
        for code, geometry in outlines.items()
    ]
    (folder / reference.OUTLINES).write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def changed(line, column, value):
    cells = next(csv.reader([line]))
    cells[HEADER.split(",").index(column)] = value
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()
