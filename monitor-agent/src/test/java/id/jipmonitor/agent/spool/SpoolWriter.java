package id.jipmonitor.agent.spool;

import java.nio.file.Path;
import java.time.InstantSource;

/** The process that {@link SpoolKillIT} kills: appends for ever and prints each number once it is durable. */
public final class SpoolWriter {
    private SpoolWriter() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        long mark = Long.parseLong(arguments[1]);
        try (Spool spool = SpoolFixture.open(directory, SpoolFixture.ROOMY, InstantSource.fixed(SpoolFixture.NOW))) {
            while (true) {
                for (int i = 0; i < 20; i++) {
                    long each = mark++;
                    var _ = spool.append(SpoolFixture.result(each), SpoolFixture.view())
                            .thenAccept(number -> print(number + " " + each + " durable"));
                }
                spool.append(SpoolFixture.result(mark), SpoolFixture.view()).join();
                mark++;
            }
        }
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
