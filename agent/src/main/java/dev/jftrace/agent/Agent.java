package dev.jftrace.agent;

import dev.jftrace.agent.code.FilterSyntaxException;
import dev.jftrace.agent.control.Control;
import dev.jftrace.agent.control.Instance;
import dev.jftrace.agent.hook.Ending;
import dev.jftrace.agent.hook.LinuxProcess;
import dev.jftrace.agent.hook.Session;
import dev.jftrace.agent.hook.TraceSettings;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Where a traced JVM begins: {@code -javaagent:jftrace-agent.jar=SESSION_FOLDER}. Whatever goes wrong here, the program
 * runs; untraced, and {@code agent.error} in the session folder says why.
 */
public final class Agent {
    /** What this JVM offers; none before, and {@linkplain Control#isEnded() ended} after a detach. */
    private static Control control;

    /** When the JVM ends, whatever is offered then. */
    private static final Runnable QUIT = new Runnable() {
        @Override
        public void run() {
            Control last = control;
            if (last != null && !last.isEnded()) {
                last.quit();
            }
        }
    };

    private Agent() {}

    public static void premain(String sessionFolder, Instrumentation instrumentation) {
        try {
            start(Path.of(sessionFolder), instrumentation);
        } catch (Throwable e) {
            refuse(sessionFolder, e);
        }
    }

    /**
     * Where a running JVM is attached to: its control files are offered, and nothing else changes.
     *
     * @param answerFile is made if that fails, and says why
     */
    public static synchronized void agentmain(String answerFile, Instrumentation instrumentation) {
        try {
            if (control == null || control.isEnded()) {
                checkClock();
                openInternals(instrumentation);
                control = Control.offer(new Instance(instrumentation));
                Ending.register(control.folder(), QUIT);
            }
        } catch (Throwable e) {
            refuse(Path.of(answerFile), e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static void start(Path sessionFolder, Instrumentation instrumentation)
            throws IOException, FilterSyntaxException {
        openInternals(instrumentation);
        checkClock();
        Instance instance = new Instance(instrumentation);
        Session session = instance.begin(
                sessionFolder.resolve("jvm-" + LinuxProcess.pid()),
                TraceSettings.read(sessionFolder.resolve("settings")));
        String main = mainClass(System.getProperty("sun.java.command", ""));
        if (!main.isEmpty()) {
            session.log().main(main);
        }
        offerControl(instance, session);
        Ending.register(control == null ? null : control.folder(), QUIT);
        instance.begun();
    }

    /** Without its control files a program is traced all the same. */
    private static void offerControl(Instance instance, Session session) {
        try {
            control = Control.offer(instance);
        } catch (IOException | RuntimeException | LinkageError e) {
            session.log().control(String.valueOf(e.getMessage()));
        }
    }

    private static void checkClock() throws IOException {
        if (System.nanoTime() <= 0) {
            throw new IOException("the clock is not past 0, which marks a record that is not written");
        }
    }

    /** The hooks are compiled against these packages; no flag on the command line is needed to let them in. */
    private static void openInternals(Instrumentation instrumentation) {
        Module base = Object.class.getModule();
        Set<Module> self = Set.of(Agent.class.getModule());
        Map<String, Set<Module>> exports = new HashMap<>();
        exports.put("jdk.internal.misc", self);
        exports.put("sun.nio.ch", self);
        if (Runtime.version().feature() >= 12) {
            exports.put("jdk.internal.access", self);
        }
        if (Runtime.version().feature() < 16) {
            exports.put("jdk.internal.ref", self);
        }
        if (Runtime.version().feature() >= 22) {
            exports.put("jdk.internal.foreign.abi", self);
            exports.put("jdk.internal.foreign.abi.x64", self);
        }
        instrumentation.redefineModule(base, Set.of(), exports, Map.of(), Set.of(), Map.of());
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
        StringWriter text = new StringWriter();
        if (reason instanceof FilterSyntaxException) {
            text.append("filter ").append(reason.getMessage()).append("\n");
        } else {
            reason.printStackTrace(new PrintWriter(text));
        }
        refuse(Path.of(sessionFolder, "agent.error"), text.toString());
    }

    private static void refuse(Path file, String why) {
        try {
            Files.write(file, why.getBytes(StandardCharsets.UTF_8));
        } catch (Throwable e) {
            // the folder itself is the trouble; the recorder finds it without a jvm-PID
        }
    }
}
