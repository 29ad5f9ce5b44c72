package id.jipmonitor.server.report;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.availability.Availability;
import id.jipmonitor.server.availability.Fraction;
import id.jipmonitor.server.availability.Outage;
import id.jipmonitor.server.availability.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One link's uptime over [from, to), raw: 24 hours, 7 days, as measured.
 *
 * @param targetPercent what the contract promises
 * @param finality whether results may still come that change it; empty where no ledger was asked
 */
public record AvailabilityRow(
        LinkId link,
        String name,
        String contract,
        Instant from,
        Instant to,
        Availability availability,
        BigDecimal targetPercent,
        List<Outage> outages,
        Optional<Finality> finality) {
    private static final int DECIMALS = 3;

    public AvailabilityRow {
        outages = List.copyOf(outages);
    }

    /** The same with what the ledgers say. */
    public AvailabilityRow with(Finality known) {
        return new AvailabilityRow(
                link, name, contract, from, to, availability, targetPercent, outages, Optional.of(known));
    }

    public Verdict verdict() {
        return availability.against(targetPercent);
    }

    /** A share as per cent with three decimals, truncated; empty when it is of nothing. */
    static Optional<String> percent(Optional<Fraction> share) {
        return share.map(each -> each.percent(DECIMALS));
    }

    /** Its fields by name, as they stand in every file. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("row", "availability");
        fields.put("link", link.value());
        fields.put("from", from.toString());
        fields.put("to", to.toString());
        fields.put("up_ms", availability.up());
        fields.put("degraded_ms", availability.degraded());
        fields.put("down_ms", availability.down());
        fields.put("maintenance_ms", availability.maintenance());
        fields.put("blind_ms", availability.blind());
        fields.put("no_data_ms", availability.noData());
        fields.put("outages", outages.size());
        percent(availability.measured()).ifPresent(value -> fields.put("measured_percent", new BigDecimal(value)));
        percent(availability.coverage()).ifPresent(value -> fields.put("coverage_percent", new BigDecimal(value)));
        percent(availability.lower()).ifPresent(value -> fields.put("lower_percent", new BigDecimal(value)));
        percent(availability.upper()).ifPresent(value -> fields.put("upper_percent", new BigDecimal(value)));
        fields.put("target_percent", targetPercent);
        fields.put("verdict", verdict().name());
        finality.ifPresent(each -> {
            fields.put("ledger", each.word());
            fields.put("ledger_open", String.join("; ", each.open()));
        });
        return fields;
    }
}
