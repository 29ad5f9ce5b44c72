package id.jipmonitor.lab.bench;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Programs that use all that the cores have. */
final class BusyCores implements AutoCloseable {
    private final List<Process> programs = new ArrayList<>();

    BusyCores(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            programs.add(new ProcessBuilder("sh", "-c", "while :; do :; done")
                    .redirectInput(new File("/dev/null"))
                    .start());
        }
    }

    @Override
    public void close() {
        programs.forEach(Process::destroyForcibly);
    }
}
