package dev.jftrace.agent.hook;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.MappedByteBuffer;
import sun.nio.ch.DirectBuffer;

/**
 * What JDK 11 has under names that later ones took away, so that no code which names it could be compiled by them:
 * {@code Unsafe.getObject}, which became {@code getReference} in 12, {@code SharedSecrets}, which moved, and the cleaner of a
 * mapping, which {@code Unsafe.invokeCleaner} runs later.
 */
final class OlderJdk {
    private static final MethodHandle GET_OBJECT = getObject();

    private OlderJdk() {}

    private static MethodHandle getObject() {
        try {
            MethodType type = MethodType.methodType(Object.class, Object.class, long.class);
            return MethodHandles.lookup()
                    .findVirtual(Hook.UNSAFE.getClass(), "getObject", type)
                    .bindTo(Hook.UNSAFE);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** @return null if it can't be read */
    static Object reference(Object object, long offset) {
        try {
            return GET_OBJECT == null ? null : (Object) GET_OBJECT.invokeExact(object, offset);
        } catch (Throwable e) {
            return null;
        }
    }

    /** Where that fails the mapping goes when the collector finds that nobody has it. */
    static void unmap(MappedByteBuffer mapping) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> cleaners = Class.forName("jdk.internal.ref.Cleaner");
            Object cleaner = lookup.findVirtual(DirectBuffer.class, "cleaner", MethodType.methodType(cleaners))
                    .invoke((DirectBuffer) mapping);
            lookup.findVirtual(cleaners, "clean", MethodType.methodType(void.class))
                    .invoke(cleaner);
        } catch (Throwable e) {
            // a JDK between the two
        }
    }

    /** Has the step run when the JVM ends, at that place of the JDK's own list. */
    static void registerShutdownStep(int slot, Runnable step) throws Throwable {
        Class<?> secrets = Class.forName("jdk.internal.misc.SharedSecrets");
        Class<?> access = Class.forName("jdk.internal.misc.JavaLangAccess");
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Object given = lookup.findStatic(secrets, "getJavaLangAccess", MethodType.methodType(access))
                .invoke();
        MethodType type = MethodType.methodType(void.class, int.class, boolean.class, Runnable.class);
        lookup.findVirtual(access, "registerShutdownHook", type).invoke(given, slot, false, step);
    }
}
