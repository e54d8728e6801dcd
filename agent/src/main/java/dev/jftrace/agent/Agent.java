package dev.jftrace.agent;

import dev.jftrace.agent.code.ClassTracer;
import dev.jftrace.agent.code.DroppedMethods;
import dev.jftrace.agent.code.FilterSyntaxException;
import dev.jftrace.agent.code.FunctionFilter;
import dev.jftrace.agent.code.LoadedClasses;
import dev.jftrace.agent.code.ThreadNames;
import dev.jftrace.agent.hook.Ending;
import dev.jftrace.agent.hook.Governor;
import dev.jftrace.agent.hook.Hook;
import dev.jftrace.agent.hook.Session;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Where a traced JVM begins: {@code -javaagent:jftrace-agent.jar=SESSION_FOLDER}. Whatever goes wrong here, the program
 * runs; untraced, and {@code agent.error} in the session folder says why.
 */
public final class Agent {
    private Agent() {}

    public static void premain(String sessionFolder, Instrumentation instrumentation) {
        try {
            start(Path.of(sessionFolder), instrumentation);
        } catch (Throwable e) {
            refuse(sessionFolder, e);
        }
    }

    private static void start(Path sessionFolder, Instrumentation instrumentation)
            throws IOException, FilterSyntaxException {
        openInternals(instrumentation);
        if (System.nanoTime() <= 0) {
            throw new IOException("the clock is not past 0, which marks a record that is not written");
        }
        Session session = Session.open(sessionFolder);
        String main = mainClass(System.getProperty("sun.java.command", ""));
        if (!main.isEmpty()) {
            session.log().main(main);
        }
        if (session.settings().tracing()) {
            trace(session, instrumentation);
        }
        Ending.close(session.buffer());
    }

    /** The hooks are compiled against these packages; no flag on the command line is needed to let them in. */
    private static void openInternals(Instrumentation instrumentation) {
        Module base = Object.class.getModule();
        Set<Module> self = Set.of(Agent.class.getModule());
        Map<String, Set<Module>> exports = Runtime.version().feature() < 12
                ? Map.of("jdk.internal.misc", self, "sun.nio.ch", self)
                : Map.of("jdk.internal.misc", self, "jdk.internal.access", self, "sun.nio.ch", self);
        instrumentation.redefineModule(base, Set.of(), exports, Map.of(), Set.of(), Map.of());
    }

    private static void trace(Session session, Instrumentation instrumentation) throws FilterSyntaxException {
        FunctionFilter filter = FunctionFilter.of(session.settings(), session.log());
        session.threads(ThreadNames.of(session.settings().threads()));
        DroppedMethods dropped = new DroppedMethods(session, instrumentation);
        Governor.limit(session.settings().governorPercent(), dropped);
        ClassTracer tracer = new ClassTracer(session, filter, dropped);
        warmUp();
        instrumentation.addTransformer(tracer, true);
        new LoadedClasses(instrumentation, tracer, filter, session.log()).trace();
    }

    /** Initialises, while the JVM is still quiet, every class that a slow path needs. */
    private static void warmUp() {
        Hook.ring().next(System.nanoTime(), 0);
    }

    /**
     * As the JVM tells it: {@code Main args}, {@code app.jar args}, {@code module/Main args}; "" where that is no
     * class.
     */
    private static String mainClass(String command) {
        int space = command.indexOf(' ');
        String first = space < 0 ? command : command.substring(0, space);
        if (first.startsWith("jdk.compiler/")) {
            return ""; // java Foo.java: the compiler runs before the program
        }
        if (new File(first).isFile()) {
            return mainClassOfJar(first);
        }
        return first.substring(first.indexOf('/') + 1);
    }

    private static String mainClassOfJar(String file) {
        try (JarFile jar = new JarFile(file)) {
            Manifest manifest = jar.getManifest();
            String main = manifest == null ? null : manifest.getMainAttributes().getValue("Main-Class");
            return main == null ? "" : main;
        } catch (IOException e) {
            return "";
        }
    }

    private static void refuse(String sessionFolder, Throwable reason) {
        try {
            StringWriter text = new StringWriter();
            if (reason instanceof FilterSyntaxException) {
                text.append("filter ").append(reason.getMessage()).append("\n");
            } else {
                reason.printStackTrace(new PrintWriter(text));
            }
            Files.write(Path.of(sessionFolder, "agent.error"), text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (Throwable e) {
            // the folder itself is the trouble; the recorder finds it without a jvm-PID
        }
    }
}
