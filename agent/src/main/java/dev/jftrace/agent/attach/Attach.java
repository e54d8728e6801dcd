package dev.jftrace.agent.attach;

import dev.jftrace.agent.Agent;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Brings the agent into a running JVM: defines its classes in the boot loader, from bytes. A jar on the boot class path would do that
 * too, but stay open and mapped as long as the JVM lives, and the JVM would print a warning on the program's output (that it
 * shares fewer classes from now on).
 */
public final class Attach {
    private Attach() {}

    /** @param words the agent's jar, TAB, the file in which to say why it failed */
    public static void agentmain(String words, Instrumentation instrumentation) {
        String[] files = words.split("\\t", 2);
        try {
            Module base = Object.class.getModule();
            Set<Module> self = Set.of(Attach.class.getModule());
            instrumentation.redefineModule(
                    base,
                    Set.of(),
                    Map.of("jdk.internal.misc", self, "jdk.internal.loader", self),
                    Map.of(),
                    Set.of(),
                    Map.of());
            BootClasses.defineFrom(Path.of(files[0]));
            Start.agent(files[1], instrumentation);
            ClassPathJar.close();
        } catch (Throwable e) {
            refuse(Path.of(files[files.length - 1]), e);
        }
    }

    private static void refuse(Path answer, Throwable reason) {
        try {
            Files.write(answer, reason.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            // who attached finds no control files
        }
    }

    /** A class of its own, so that the agent's name is looked up only when its classes are there. */
    private static final class Start {
        static void agent(String answer, Instrumentation instrumentation) {
            Agent.agentmain(answer, instrumentation);
        }
    }
}
