package id.jipmonitor.lab.network;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.VarHandle;

/**
 * The calls of the C library that the laboratory needs and Java does not offer: joining a namespace and packet sockets
 * (packet(7)). Each either returns its result or throws with the call's name and errno.
 */
@SuppressWarnings("restricted") // calling the C library is this class's purpose; every shape below is checked by hand
final class Libc {
    private static final int EAGAIN = 11;
    private static final int EINTR = 4;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int CLONE_NEWNET = 0x40000000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private static final Path OPEN = call("open", Path.class, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), 2);
    private static final One CLOSE = call("close", One.class, FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final Two SETNS = call("setns", Two.class, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final Three SOCKET =
            call("socket", Three.class, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final Bind BIND =
            call("bind", Bind.class, FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final Option SETSOCKOPT = call(
            "setsockopt",
            Option.class,
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final Control IOCTL =
            call("ioctl", Control.class, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), 2);
    private static final Transfer RECV =
            call("recv", Transfer.class, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final Transfer SEND =
            call("send", Transfer.class, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final Poll POLL =
            call("poll", Poll.class, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final Name IF_NAMETOINDEX =
            call("if_nametoindex", Name.class, FunctionDescriptor.of(JAVA_INT, ADDRESS));

    private Libc() {}

    static int openReadOnly(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return (int) checked("open " + path, OPEN.call(state(), arena.allocateFrom(path), 0));
        }
    }

    static void close(int descriptor) {
        int _ = CLOSE.call(state(), descriptor);
    }

    /** Moves the calling thread, and it alone, into the network namespace behind a descriptor (setns(2)). */
    static void setNetworkNamespace(int descriptor) throws IOException {
        checked("setns", SETNS.call(state(), descriptor, CLONE_NEWNET));
    }

    static int socket(int domain, int type, int protocol) throws IOException {
        return (int) checked("socket", SOCKET.call(state(), domain, type, protocol));
    }

    static void bind(int descriptor, MemorySegment address) throws IOException {
        checked("bind", BIND.call(state(), descriptor, address, (int) address.byteSize()));
    }

    static void setOption(int descriptor, int level, int option, int value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment held = arena.allocateFrom(JAVA_INT, value);
            checked("setsockopt " + option, SETSOCKOPT.call(state(), descriptor, level, option, held, Integer.BYTES));
        }
    }

    static void ioctl(int descriptor, long request, MemorySegment argument) throws IOException {
        checked("ioctl " + Long.toHexString(request), IOCTL.call(state(), descriptor, request, argument));
    }

    /** Bytes received, or -1 when there is nothing to receive. */
    static int receive(int descriptor, MemorySegment into) throws IOException {
        return (int) unlessBusy("recv", RECV.call(state(), descriptor, into, into.byteSize(), MSG_DONTWAIT));
    }

    /** Bytes sent, or -1 when the queue is full. */
    static int send(int descriptor, MemorySegment from) throws IOException {
        return (int) unlessBusy("send", SEND.call(state(), descriptor, from, from.byteSize(), MSG_DONTWAIT));
    }

    /** Waits until a descriptor of the pollfd array is ready or the time is over. */
    static void poll(MemorySegment descriptors, int count, int milliseconds) throws IOException {
        unlessBusy("poll", POLL.call(state(), descriptors, count, milliseconds));
    }

    static int interfaceIndex(String name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int index = IF_NAMETOINDEX.call(state(), arena.allocateFrom(name));
            return (int) checked("if_nametoindex " + name, index == 0 ? -1 : index);
        }
    }

    private static long checked(String call, long result) throws IOException {
        if (result < 0) {
            throw new IOException(call + ": errno " + errno());
        }
        return result;
    }

    private static long unlessBusy(String call, long result) throws IOException {
        return result < 0 && (errno() == EAGAIN || errno() == EINTR) ? -1 : checked(call, result);
    }

    private static MemorySegment state() {
        return CAPTURED.get();
    }

    private static int errno() {
        return (int) ERRNO.get(CAPTURED.get(), 0L);
    }

    private static <T> T call(String name, Class<T> shape, FunctionDescriptor descriptor) {
        return MethodHandleProxies.asInterfaceInstance(
                shape,
                LINKER.downcallHandle(
                        LINKER.defaultLookup().findOrThrow(name), descriptor, Linker.Option.captureCallState("errno")));
    }

    private static <T> T call(String name, Class<T> shape, FunctionDescriptor descriptor, int firstVariadic) {
        return MethodHandleProxies.asInterfaceInstance(
                shape,
                LINKER.downcallHandle(
                        LINKER.defaultLookup().findOrThrow(name),
                        descriptor,
                        Linker.Option.captureCallState("errno"),
                        Linker.Option.firstVariadicArg(firstVariadic)));
    }

    // The shapes are public because the proxies that implement them live in a package of their own.

    /** {@code int f(int)}. */
    public interface One {
        int call(MemorySegment state, int first);
    }

    /** {@code int f(int, int)}. */
    public interface Two {
        int call(MemorySegment state, int first, int second);
    }

    /** {@code int f(int, int, int)}. */
    public interface Three {
        int call(MemorySegment state, int first, int second, int third);
    }

    /** {@code int open(const char *, int, ...)}. */
    public interface Path {
        int call(MemorySegment state, MemorySegment path, int flags);
    }

    /** {@code unsigned if_nametoindex(const char *)}. */
    public interface Name {
        int call(MemorySegment state, MemorySegment name);
    }

    /** {@code int bind(int, const struct sockaddr *, socklen_t)}. */
    public interface Bind {
        int call(MemorySegment state, int descriptor, MemorySegment address, int length);
    }

    /** {@code int setsockopt(int, int, int, const void *, socklen_t)}. */
    public interface Option {
        int call(MemorySegment state, int descriptor, int level, int option, MemorySegment value, int length);
    }

    /** {@code int ioctl(int, unsigned long, ...)}. */
    public interface Control {
        int call(MemorySegment state, int descriptor, long request, MemorySegment argument);
    }

    /** {@code ssize_t recv(int, void *, size_t, int)} and {@code send}. */
    public interface Transfer {
        long call(MemorySegment state, int descriptor, MemorySegment buffer, long length, int flags);
    }

    /** {@code int poll(struct pollfd *, nfds_t, int)}. */
    public interface Poll {
        int call(MemorySegment state, MemorySegment descriptors, long count, int milliseconds);
    }
}
