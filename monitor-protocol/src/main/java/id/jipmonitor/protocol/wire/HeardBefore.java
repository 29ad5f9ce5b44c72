package id.jipmonitor.protocol.wire;

import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.wire.proto.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the packed batches of one connection have said so far: the reader's half of {@link SentBefore}. Bounded. */
final class HeardBefore {
    /** A batch may rest on no more than this, about as many bytes. */
    static final long MAX_WEIGHT = 32 * 1024;

    private static final long ENTRY = 16;
    private static final long MEASURE = 8;

    final List<String> texts = new ArrayList<>();
    final List<ReadShape> shapes = new ArrayList<>();
    private final Map<Integer, ProbeId> probes = new HashMap<>();
    private Optional<Sender> sender = Optional.empty();
    private long weight;

    long nextNumber;
    long sentAt;
    Wire.SelfView view = Wire.SelfView.getDefaultInstance();
    long start;
    long drift;

    /** As the first batch said them. */
    record Sender(String agent, long boot) {}

    /** Begins a batch that rests on nothing. */
    void begin(Sender by) {
        sender = Optional.of(by);
        texts.clear();
        probes.clear();
        shapes.clear();
        weight = 0;
        nextNumber = 0;
        sentAt = 0;
        start = 0;
        drift = 0;
    }

    /** Begins a batch that rests on those before it; who sent them. */
    Sender goOn() {
        Bounds.within("texts and shapes kept", weight, 0, MAX_WEIGHT);
        return sender.orElseThrow(() ->
                new MalformedMessageException("batch: expected one that it could continue. Found: none before it"));
    }

    /** The probe whose name is that text; made once, because a name is checked when it is made. */
    ProbeId probe(int text) {
        String name = ReadShape.text(texts, text);
        return probes.computeIfAbsent(text, _ -> new ProbeId(name));
    }

    void add(String text) {
        weight += weight(text);
        texts.add(Bounds.line("text", text, BatchReader.MAX_TEXT));
    }

    void add(Wire.Shape shape, boolean packed) {
        weight += weight(shape);
        shapes.add(ReadShape.of(shape, texts, packed));
    }

    static long weight(String text) {
        return ENTRY + text.length();
    }

    static long weight(Wire.Shape shape) {
        return ENTRY + MEASURE * shape.getMetricsCount();
    }
}
