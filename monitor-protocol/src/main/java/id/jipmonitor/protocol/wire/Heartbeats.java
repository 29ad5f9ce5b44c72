package id.jipmonitor.protocol.wire;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.wire.Message.Heartbeat;
import id.jipmonitor.protocol.wire.proto.Wire;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The heartbeat on the wire; one of version 1 says nothing of clocks. */
final class Heartbeats {
    private static final int NANOS_PER_MICRO = 1_000;

    private Heartbeats() {}

    static Wire.Heartbeat encode(Heartbeat heartbeat) {
        Wire.Heartbeat.Builder wire = Wire.Heartbeat.newBuilder()
                .setAgent(heartbeat.agent().value())
                .setBoot(heartbeat.boot().value())
                .setNextNumber(heartbeat.nextNumber())
                .setView(SelfViews.encode(heartbeat.view()));
        heartbeat
                .clocks()
                .ifPresent(clocks -> wire.setSentAt(Bounds.micros(clocks.sentAt()))
                        .setServerAt(Bounds.micros(clocks.serverAt()))
                        .setHeld(Bounds.nanos("heartbeat held", clocks.held()) / NANOS_PER_MICRO));
        return wire.build();
    }

    static Heartbeat decode(Wire.Heartbeat wire) {
        return new Heartbeat(
                new AgentId(wire.getAgent()),
                new BootId(wire.getBoot()),
                Bounds.within("heartbeat next number", wire.getNextNumber(), 1, Long.MAX_VALUE),
                SelfViews.decode(wire.getView()),
                wire.getSentAt() == 0 ? Optional.empty() : Optional.of(clocks(wire)));
    }

    private static Heartbeat.Clocks clocks(Wire.Heartbeat wire) {
        long held = Bounds.within("heartbeat held", wire.getHeld(), 0, Long.MAX_VALUE / NANOS_PER_MICRO);
        return new Heartbeat.Clocks(
                Bounds.instant(wire.getSentAt()),
                Bounds.instant(wire.getServerAt()),
                Duration.of(held, ChronoUnit.MICROS));
    }
}
