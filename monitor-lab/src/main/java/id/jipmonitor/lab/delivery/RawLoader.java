package id.jipmonitor.lab.delivery;

import id.jipmonitor.lab.network.LabException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The peer of the InfluxDB store: the same requests, made beforehand, by as many connections as the store has agents. */
final class RawLoader {
    private RawLoader() {}

    static void load(HttpClient http, URI url, String database, List<LineRecorder.Write> writes, int atOnce)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                all.add(workers.submit(() -> {
                    int written = 0;
                    for (int at = next.getAndIncrement(); at < writes.size(); at = next.getAndIncrement()) {
                        write(http, url, database, writes.get(at));
                        written++;
                    }
                    return written;
                }));
            }
            for (Future<Integer> each : all) {
                var _ = each.get();
            }
        } catch (ExecutionException failed) {
            throw new LabException("raw loader: expected every write to succeed. Found: " + failed, failed);
        }
    }

    private static void write(HttpClient http, URI url, String database, LineRecorder.Write write)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        url.resolve("/write?db=" + database + "&precision=" + write.precision()))
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(write.gzip()))
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 204) {
            throw new LabException("influxd: expected to take a write. Found: status " + status);
        }
    }
}
