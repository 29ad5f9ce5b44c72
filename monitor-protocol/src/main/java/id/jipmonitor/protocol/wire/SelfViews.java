package id.jipmonitor.protocol.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.wire.proto.Wire;

/** The self-view on the wire; batches and heartbeats carry one each. */
final class SelfViews {
    private static final EnumCodes<SelfView.Gateway, Wire.Gateway> GATEWAYS =
            new EnumCodes<>("GATEWAY_", SelfView.Gateway.class, Wire.Gateway.class);
    private static final int MAX_ANCHORS = 1_000;

    private SelfViews() {}

    static Wire.SelfView encode(SelfView view) {
        return Wire.SelfView.newBuilder()
                .setAt(Bounds.micros(view.at()))
                .setInterfaceUp(view.interfaceUp())
                .setGateway(GATEWAYS.encode(view.gateway()))
                .setAnchorsAnswered(view.anchorsAnswered())
                .setAnchorsTotal(Bounds.atMost("anchors", view.anchorsTotal(), MAX_ANCHORS))
                .setSchedulingLag(Bounds.nanos("scheduling lag", view.schedulingLag()))
                .setPause(Bounds.nanos("pause", view.pause()))
                .setSocketDrops(view.socketDrops())
                .setSpoolResults(view.spoolResults())
                .setOldestSpooled(Bounds.nanos("oldest spooled", view.oldestSpooled()))
                .build();
    }

    static SelfView decode(Wire.SelfView view) {
        return new SelfView(
                Bounds.instant(view.getAt()),
                view.getInterfaceUp(),
                GATEWAYS.decode(view.getGateway()),
                view.getAnchorsAnswered(),
                Bounds.atMost("anchors", view.getAnchorsTotal(), MAX_ANCHORS),
                Bounds.duration("scheduling lag", view.getSchedulingLag()),
                Bounds.duration("pause", view.getPause()),
                view.getSocketDrops(),
                view.getSpoolResults(),
                Bounds.duration("oldest spooled", view.getOldestSpooled()));
    }

    /** What must be added to each number of the view before to get this one; counts in zigzag form. */
    static Wire.SelfView encodeChange(Wire.SelfView view, Wire.SelfView before) {
        return Wire.SelfView.newBuilder()
                .setAt(view.getAt() - before.getAt())
                .setInterfaceUp(view.getInterfaceUp() != before.getInterfaceUp())
                .setGateway(
                        view.getGateway() == before.getGateway() ? Wire.Gateway.GATEWAY_UNSPECIFIED : view.getGateway())
                .setAnchorsAnswered(
                        CodedOutputStream.encodeZigZag32(view.getAnchorsAnswered() - before.getAnchorsAnswered()))
                .setAnchorsTotal(CodedOutputStream.encodeZigZag32(view.getAnchorsTotal() - before.getAnchorsTotal()))
                .setSchedulingLag(view.getSchedulingLag() - before.getSchedulingLag())
                .setPause(view.getPause() - before.getPause())
                .setSocketDrops(CodedOutputStream.encodeZigZag64(view.getSocketDrops() - before.getSocketDrops()))
                .setSpoolResults(CodedOutputStream.encodeZigZag64(view.getSpoolResults() - before.getSpoolResults()))
                .setOldestSpooled(view.getOldestSpooled() - before.getOldestSpooled())
                .build();
    }

    /** Undoes {@link #encodeChange}. */
    static Wire.SelfView decodeChange(Wire.SelfView change, Wire.SelfView before) {
        boolean sameGateway = change.getGateway() == Wire.Gateway.GATEWAY_UNSPECIFIED;
        return Wire.SelfView.newBuilder()
                .setAt(before.getAt() + change.getAt())
                .setInterfaceUp(before.getInterfaceUp() != change.getInterfaceUp())
                .setGateway(sameGateway ? before.getGateway() : change.getGateway())
                .setAnchorsAnswered(
                        before.getAnchorsAnswered() + CodedInputStream.decodeZigZag32(change.getAnchorsAnswered()))
                .setAnchorsTotal(before.getAnchorsTotal() + CodedInputStream.decodeZigZag32(change.getAnchorsTotal()))
                .setSchedulingLag(before.getSchedulingLag() + change.getSchedulingLag())
                .setPause(before.getPause() + change.getPause())
                .setSocketDrops(before.getSocketDrops() + CodedInputStream.decodeZigZag64(change.getSocketDrops()))
                .setSpoolResults(before.getSpoolResults() + CodedInputStream.decodeZigZag64(change.getSpoolResults()))
                .setOldestSpooled(before.getOldestSpooled() + change.getOldestSpooled())
                .build();
    }
}
