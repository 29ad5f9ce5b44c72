package id.jipmonitor.lab.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace of this laboratory. Only the laboratory's own process tree sees its name; the kernel removes it
 * when the last process of that tree has ended, however it ended.
 */
record NetworkNamespace(String name) {
    private static final String DIRECTORY = "/run/netns/";

    static NetworkNamespace create(String name) {
        Command.run("ip", "netns", "add", name);
        NetworkNamespace made = new NetworkNamespace(name);
        made.run("ip", "link", "set", "lo", "up");
        return made;
    }

    /** Runs a command inside. */
    String run(String... words) {
        return Command.run(wrap(List.of(words)));
    }

    /** The command line that starts a program inside. */
    List<String> wrap(List<String> words) {
        List<String> wrapped = new ArrayList<>(List.of("nsenter", "--net=" + DIRECTORY + name));
        wrapped.addAll(words);
        return wrapped;
    }

    /** Runs code on a thread inside; sockets that it opens stay inside for good. */
    <T> T call(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(() -> {
            join();
            return work.call();
        });
        Thread thread = Thread.ofPlatform().name("lab-in-" + name).start(task);
        try {
            thread.join();
            return task.get();
        } catch (ExecutionException failure) {
            throw new LabException("namespace " + name + ": " + failure.getCause(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LabException("namespace " + name + ": interrupted", interrupted);
        }
    }

    private void join() throws IOException {
        int descriptor = Libc.openReadOnly(DIRECTORY + name);
        try {
            Libc.setNetworkNamespace(descriptor);
        } finally {
            Libc.close(descriptor);
        }
    }
}
