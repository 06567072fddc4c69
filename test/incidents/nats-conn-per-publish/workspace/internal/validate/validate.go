// Package validate refuses what no meter can read.
package validate

import (
	"fmt"

	"github.com/oakmeter/readings/internal/meters"
)

// Reading checks one reading.
func Reading(r meters.Reading) error {
	if r.Wh < 0 || r.Wh > 1e9 {
		return fmt.Errorf("meter %d reads %d Wh", r.Meter, r.Wh)
	}
	return nil
}
