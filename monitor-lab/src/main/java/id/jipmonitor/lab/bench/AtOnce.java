package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several workers who share work between them, each on a virtual thread, one thing after the other. */
final class AtOnce {
    private AtOnce() {}

    /** One worker's way to do one thing. */
    interface Worker {
        /** Whether it went well. */
        boolean work() throws IOException, InterruptedException;
    }

    /**
     * Does it so many times.
     *
     * @return how often it went well
     */
    static long run(List<? extends Worker> workers, long times) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> parts = new ArrayList<>();
            for (int i = 0; i < workers.size(); i++) {
                Worker worker = workers.get(i);
                long share = times / workers.size() + (i < times % workers.size() ? 1 : 0);
                parts.add(threads.submit(() -> part(worker, share)));
            }
            long well = 0;
            for (Future<Long> each : parts) {
                well += each.get();
            }
            return well;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw new IOException(failure.getCause());
        }
    }

    private static long part(Worker worker, long share) throws IOException, InterruptedException {
        long well = 0;
        for (long i = 0; i < share; i++) {
            well += worker.work() ? 1 : 0;
        }
        return well;
    }
}
