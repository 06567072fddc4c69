module example.com/fleetwatch/telemetry

go 1.21
