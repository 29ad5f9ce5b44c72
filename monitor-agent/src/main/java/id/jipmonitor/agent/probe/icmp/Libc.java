package id.jipmonitor.agent.probe.icmp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The C library's socket calls by java.lang.foreign, for 64-bit Linux. Each returns what C returns, or the negated
 * errno, so that no call's error can be mistaken for another's.
 */
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET =
            bound("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND =
            bound("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CONNECT =
            bound("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKOPT =
            bound("getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle GETSOCKNAME =
            bound("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SETSOCKOPT =
            bound("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SENDMMSG =
            bound("sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle RECVMMSG =
            bound("recvmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle PPOLL =
            bound("ppoll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
    private static final MethodHandle EVENTFD = bound("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle READ =
            bound("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            bound("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle CLOSE = bound("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOCK_GETTIME =
            bound("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

    /** Where errno is captured; one for each thread that calls. */
    private final MemorySegment state;

    Libc(Arena arena) {
        state = arena.allocate(STATE);
    }

    int socket(int family, int type, int protocol) {
        return call(() -> (int) SOCKET.invokeExact(state, family, type, protocol));
    }

    int bind(int descriptor, MemorySegment address) {
        return call(() -> (int) BIND.invokeExact(state, descriptor, address, (int) address.byteSize()));
    }

    int connect(int descriptor, MemorySegment address) {
        return call(() -> (int) CONNECT.invokeExact(state, descriptor, address, (int) address.byteSize()));
    }

    int getsockopt(int descriptor, int level, int option, MemorySegment value, MemorySegment length) {
        return call(() -> (int) GETSOCKOPT.invokeExact(state, descriptor, level, option, value, length));
    }

    int getsockname(int descriptor, MemorySegment address, MemorySegment length) {
        return call(() -> (int) GETSOCKNAME.invokeExact(state, descriptor, address, length));
    }

    int setsockopt(int descriptor, int level, int option, MemorySegment value) {
        return call(
                () -> (int) SETSOCKOPT.invokeExact(state, descriptor, level, option, value, (int) value.byteSize()));
    }

    int sendmmsg(int descriptor, MemorySegment messages, int count) {
        return call(() -> (int) SENDMMSG.invokeExact(state, descriptor, messages, count, 0));
    }

    int recvmmsg(int descriptor, MemorySegment messages, int count, int flags) {
        return call(() -> (int) RECVMMSG.invokeExact(state, descriptor, messages, count, flags, MemorySegment.NULL));
    }

    int ppoll(MemorySegment descriptors, int count, MemorySegment timeout) {
        return call(() -> (int) PPOLL.invokeExact(state, descriptors, (long) count, timeout, MemorySegment.NULL));
    }

    int eventfd(int flags) {
        return call(() -> (int) EVENTFD.invokeExact(state, 0, flags));
    }

    int read(int descriptor, MemorySegment into) {
        return call(() -> (int) (long) READ.invokeExact(state, descriptor, into, into.byteSize()));
    }

    int write(int descriptor, MemorySegment from) {
        return call(() -> (int) (long) WRITE.invokeExact(state, descriptor, from, from.byteSize()));
    }

    int close(int descriptor) {
        return call(() -> (int) CLOSE.invokeExact(state, descriptor));
    }

    int clockGettime(int clock, MemorySegment into) {
        return call(() -> (int) CLOCK_GETTIME.invokeExact(state, clock, into));
    }

    private int call(ForeignCall call) {
        try {
            int result = call.invoke();
            return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // A downcall declares Throwable and throws no checked exception.
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted") // Native access is what this class is for; the manifest enables it.
    private static MethodHandle bound(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
    }

    private interface ForeignCall {
        int invoke() throws Throwable;
    }
}
