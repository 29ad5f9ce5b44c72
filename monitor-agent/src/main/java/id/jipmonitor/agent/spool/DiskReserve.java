package id.jipmonitor.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Space that is kept for the moment in which the disk is full: to delete from a database takes some, and without it the oldest
 * results could not give way to the newest. A file of {@value #BYTES} bytes, given up then and taken again when there is room.
 */
final class DiskReserve {
    /** What SQLite's log may hold, and some more. */
    static final int BYTES = 5 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMinutes(1);

    private final Path file;
    private boolean held;
    private Instant triedAt = Instant.MIN;

    DiskReserve(Path directory) {
        this.file = directory.resolve("spool.reserve");
    }

    /**
     * Takes the space if it is not held and as much again stays free.
     *
     * @return whether it is held; if not, nothing else may take more of the disk
     */
    boolean keep(Instant now) {
        if (!held && !triedAt.plus(BETWEEN_ATTEMPTS).isAfter(now)) {
            triedAt = now;
            try {
                held = Files.getFileStore(file.getParent()).getUsableSpace() >= 2L * BYTES;
                if (held) {
                    fill();
                }
            } catch (IOException full) {
                LOG.debug("no reserve on the disk: {}", full.toString());
                giveUp();
            }
        }
        return held;
    }

    private void fill() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
            while (channel.position() < BYTES) {
                channel.write(zeros.clear());
            }
        }
    }

    void giveUp() {
        held = false;
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            LOG.warn("{} cannot be deleted: {}", file, stays.toString());
        }
    }
}
