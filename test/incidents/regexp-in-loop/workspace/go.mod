module example.com/edgelog/ingest

go 1.24
