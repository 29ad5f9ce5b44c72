package id.jipmonitor.protocol.wire;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.wire.proto.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the packed batches of one connection have said so far, so that the next one need not say it again. The writer's
 * half; {@link HeardBefore} is the reader's. When it has grown heavy, the next batch begins anew.
 */
final class SentBefore {
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<Wire.Shape, Integer> shapes = new HashMap<>();
    private List<String> newTexts = new ArrayList<>();
    private List<Wire.Shape> newShapes = new ArrayList<>();
    private Optional<AgentId> agent = Optional.empty();
    private Optional<BootId> boot = Optional.empty();
    private boolean continued;
    private long weight;

    long nextNumber;
    long sentAt;
    Wire.SelfView view = Wire.SelfView.getDefaultInstance();
    long start;
    long drift;

    /** Begins a batch: on what was said, or anew. */
    void forBatchOf(AgentId sender, BootId ofBoot) {
        continued = agent.equals(Optional.of(sender))
                && boot.equals(Optional.of(ofBoot))
                && weight <= HeardBefore.MAX_WEIGHT;
        if (!continued) {
            forget();
        }
        agent = Optional.of(sender);
        boot = Optional.of(ofBoot);
        newTexts = new ArrayList<>();
        newShapes = new ArrayList<>();
    }

    /** The next batch begins anew; for when one was not sent. */
    void forget() {
        agent = Optional.empty();
        texts.clear();
        shapes.clear();
        weight = 0;
        start = 0;
        drift = 0;
    }

    /** Whether the batch may rest on those before it. */
    boolean continued() {
        return continued;
    }

    /** Its number in the table of texts, where it is put when it is new. */
    int text(String value) {
        Integer known = texts.putIfAbsent(value, texts.size());
        if (known != null) {
            return known;
        }
        newTexts.add(value);
        weight += HeardBefore.weight(value);
        return texts.size() - 1;
    }

    /** Its number in the table of shapes, where it is put when it is new. */
    int shape(Wire.Shape value) {
        Integer known = shapes.putIfAbsent(value, shapes.size());
        if (known != null) {
            return known;
        }
        newShapes.add(value);
        weight += HeardBefore.weight(value);
        return shapes.size() - 1;
    }

    List<String> newTexts() {
        return newTexts;
    }

    List<Wire.Shape> newShapes() {
        return newShapes;
    }
}
