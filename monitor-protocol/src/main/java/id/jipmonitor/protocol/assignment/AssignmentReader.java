package id.jipmonitor.protocol.assignment;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Problem;
import id.jipmonitor.protocol.settings.Reading;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the document of an offer. Nothing in it is believed before it is checked. */
public final class AssignmentReader {
    /** Largest document, in UTF-8 bytes; with what goes around it, it fits into a frame of 4 MiB. */
    public static final int MAX_BYTES = (4 << 20) - 4096;

    private static final String NAME = "assignment";

    private AssignmentReader() {}

    /** The assignment, or every problem of the document. */
    public static Checked<Assignment> read(String document) {
        Reading reading = new Reading(name -> null);
        int bytes = document.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            reading.note(
                    new Problem(NAME, 0, "", "expected at most " + MAX_BYTES + " bytes", String.valueOf(bytes), ""));
            return reading.checked(Optional.empty());
        }
        return reading.checked(reading.document(document, NAME, Path.of("")).flatMap(AssignmentReader::read));
    }

    private static Optional<Assignment> read(Section section) {
        Value<AgentId> agent = section.required("agent", Kinds.identity(AgentId::new));
        Value<List<ProbeSpec>> probes = section.sections("probes", AssignmentReader::probe, 0, Assignment.MAX_PROBES);
        probes.ifUsable().ifPresent(each -> noteTwins(section, each));
        return section.build(() -> new Assignment(agent.get(), probes.get())).ifUsable();
    }

    private static Value<ProbeSpec> probe(Section section) {
        Value<ProbeSpec> spec = ProbeSpecReader.read(section);
        return section.build(spec::get);
    }

    private static void noteTwins(Section section, List<ProbeSpec> probes) {
        Set<ProbeId> seen = new HashSet<>();
        probes.stream()
                .map(ProbeSpec::probe)
                .filter(each -> !seen.add(each))
                .forEach(each -> section.refuse("probes", "expected each id once", each + " again", ""));
    }
}
