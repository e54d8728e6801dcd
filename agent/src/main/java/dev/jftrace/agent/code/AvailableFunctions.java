package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.SessionLog;
import dev.jftrace.agent.hook.TracedMethod;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.ClassReader;

/**
 * What could be traced: the methods of the classes that are loaded. The JVM itself shows their code, as if they were to be changed;
 * reflection would load the classes that their signatures name, and looking for class files would call the program's loaders.
 */
public final class AvailableFunctions implements ClassFileTransformer {
    private static final IntUnaryOperator NO_IDS = new NoIds();

    private final FunctionFilter filter;
    private final Thread asking = Thread.currentThread();
    private final List<String> names = new ArrayList<>();

    private AvailableFunctions(FunctionFilter filter) {
        this.filter = filter;
    }

    /** @param most ends the search */
    public static List<String> chosenBy(
            List<String> filters, List<String> notraces, Instrumentation instrumentation, int most) {
        FunctionFilter filter = new FunctionFilter(filters, notraces, SessionLog.SILENT);
        AvailableFunctions functions = new AvailableFunctions(filter);
        LoadedClasses loaded = new LoadedClasses(instrumentation, SessionLog.SILENT);
        List<Class<?>> reached = loaded.reached(filter);
        instrumentation.addTransformer(functions, true);
        try {
            for (int i = 0; i < reached.size() && functions.names.size() < most; i += LoadedClasses.BATCH) {
                loaded.retransform(reached.subList(i, Math.min(i + LoadedClasses.BATCH, reached.size())));
            }
        } finally {
            instrumentation.removeTransformer(functions);
        }
        return functions.names;
    }

    @Override
    public byte[] transform(
            Module module, ClassLoader loader, String name, Class<?> old, ProtectionDomain domain, byte[] bytes) {
        if (old == null || Thread.currentThread() != asking) {
            return null;
        }
        try {
            boolean jdk = JdkClasses.contain(module, loader);
            ClassMethods methods = ClassMethods.read(new ClassReader(bytes));
            for (TracedMethod method : methods.chosen(filter, jdk, NO_IDS).values()) {
                names.add(method.name());
            }
        } catch (RuntimeException | LinkageError e) {
            // a class file that ASM does not know: such a class is not traced either
        }
        return null;
    }

    /** Not a lambda: that would start java.lang.invoke in every traced JVM. */
    private static final class NoIds implements IntUnaryOperator {
        @Override
        public int applyAsInt(int count) {
            return 0;
        }
    }
}
