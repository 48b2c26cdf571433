"""README's example, word for word: mypy reads it with the package, and a test runs it."""

from datetime import date

import geobrief

brief = geobrief.build("seeds/niger-2024")
brief.save("niger.html")  # the suffix chooses the format
brief.to_geodataframe("events")  # geopandas, EPSG:4326
brief.to_folium()  # a folium.Map to add your own layers to

brief.save("niger.json")
yesterday = geobrief.Brief.load("niger.json").filter(until=date(2024, 6, 1))  # or kinds=, countries=, outlets= …
today = geobrief.build("seeds/niger-2024", since=yesterday)  # what is new is marked
print(len(geobrief.diff(yesterday, today).new), "new events")
today.merge(yesterday).save("both.md", marking="TLP:AMBER", language="fr")
geobrief.build([{"text": "Troops left Agadez on Monday.", "published": "2024-08-06"}])  # texts, records, DataFrames

doc = geobrief.geoparse("Troops left Agadez on Monday.", published="2024-08-06")
for resolution in doc.resolutions:
    if resolution.place:  # None where the name is that of no place, or of none that is known
        print(resolution.mention.text, resolution.place.name, resolution.because)

gazetteer = geobrief.Gazetteer.default()
geobrief.GazetteerGeocoder(gazetteer).geocode("Agadez, Niger")  # a geopy Location
