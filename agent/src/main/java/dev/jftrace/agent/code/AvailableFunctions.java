package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.SessionLog;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/**
 * What could be traced: the methods of the classes that are loaded. The JVM itself shows their code, as if they were to be changed;
 * reflection would load the classes that their signatures name, and looking for class files would call the program's loaders.
 */
public final class AvailableFunctions implements ClassFileTransformer {
    private final FunctionFilter filter;
    private final Thread asking = Thread.currentThread();
    private final List<String> names = new ArrayList<>();
    private final SoughtLine sought;

    private AvailableFunctions(FunctionFilter filter, SoughtLine sought) {
        this.filter = filter;
        this.sought = sought;
    }

    /** @param most ends the search */
    public static List<String> chosenBy(FunctionFilter filter, Instrumentation instrumentation, int most) {
        AvailableFunctions functions = new AvailableFunctions(filter, null);
        functions.ask(instrumentation, most);
        return functions.names;
    }

    /**
     * Why a line chooses none, though it names something that is loaded.
     *
     * @return words that go on from "the line", or null
     */
    public static String whyNone(String line, Instrumentation instrumentation) throws FilterSyntaxException {
        SoughtLine sought = new SoughtLine(line);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (JdkClasses.isUnderTheHooks(loaded.getName().replace('.', '/'))) {
                sought.noteUntraceable(FunctionName.ofClass(loaded.getName()));
            }
        }
        if (sought.reason() == null) {
            new AvailableFunctions(FunctionFilter.namedBy(line), sought).ask(instrumentation, 1);
        }
        return sought.reason();
    }

    private void ask(Instrumentation instrumentation, int most) {
        LoadedClasses loaded = new LoadedClasses(instrumentation, SessionLog.SILENT);
        List<Class<?>> reached = loaded.reached(filter);
        instrumentation.addTransformer(this, true);
        try {
            for (int i = 0; i < reached.size() && names.size() < most; i += LoadedClasses.BATCH) {
                loaded.retransform(reached.subList(i, Math.min(i + LoadedClasses.BATCH, reached.size())));
            }
        } finally {
            instrumentation.removeTransformer(this);
        }
    }

    @Override
    public byte[] transform(
            Module module, ClassLoader loader, String name, Class<?> old, ProtectionDomain domain, byte[] bytes) {
        if (old == null || Thread.currentThread() != asking) {
            return null;
        }
        try {
            ClassOrigin origin = ClassOrigin.of(module, loader, domain);
            ClassMethods methods = ClassMethods.read(new ClassReader(bytes));
            if (sought != null) {
                sought.match(methods, origin);
            }
            for (ClassMethods.Method method : methods.withCode()) {
                if (filter.choose(method, origin) != null) {
                    names.add(methods.name(method));
                }
            }
        } catch (RuntimeException | LinkageError e) {
            // a class file that ASM does not know: such a class is not traced either
        }
        return null;
    }
}
