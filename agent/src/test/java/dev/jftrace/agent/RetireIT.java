package dev.jftrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.agent.TracedJvm.Jdk;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tracing that goes off and on, is dropped, and ends, under threads that never stop calling. */
class RetireIT {
    /**
     * Threads call the hooks as traced code does; the session that premain opened is left for the first of theirs. Each thread may
     * be in the middle of a hook when tracing goes off, for as long as the machine lets it wait: a record of each may come late.
     */
    private static final String PROGRAM = """
            import dev.jftrace.agent.hook.*;
            import java.nio.file.*;
            import java.util.*;
            public class Main {
                static volatile boolean stop;
                static void call(int id) { Hook.in(id); try { if (id > 1) call(id - 1); else if (stop) throw new RuntimeException(); } catch (RuntimeException e) { Hook.outThrow(id); return; } Hook.out(id); }
                static void spin() { while (!stop) call(20); }
                static Thread start(int i) throws Exception {
                    Runnable spin = Main::spin;
                    if (i % 2 == 1 && Runtime.version().feature() >= 21) return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, spin);
                    Thread thread = new Thread(spin); thread.start(); return thread;
                }
                static boolean late(long more) { return more >= 0 && more <= 4; }
                static void check(boolean good, String what) { if (!good) System.out.println("not " + what); }
                public static void main(String[] a) throws Exception {
                    Path folder = Paths.get(a[0]);
                    List<Thread> threads = new ArrayList<>();
                    for (int i = 0; i < 4; i++) threads.add(start(i));
                    long recorded = 0;
                    for (int cycle = 0; cycle < 200; cycle++) {
                        Path session = Files.createDirectories(folder.resolve("s" + cycle));
                        Files.write(session.resolve("settings"), ("buffer_kb=256\\nsub_buffer_kb=16\\nbuffer_mode=" + (cycle % 2 == 0 ? "overwrite" : "drop")).getBytes());
                        Session tracing = Session.open(session.resolve("jvm"), TraceSettings.read(session.resolve("settings")));
                        TraceBuffer buffer = tracing.buffer();
                        Thread.sleep(1);
                        if (cycle % 20 == 3) {
                            buffer.tracingOn(false); Thread.sleep(20);
                            long before = buffer.stats().entries(); Thread.sleep(20);
                            check(late(buffer.stats().entries() - before), "off");
                            buffer.tracingOn(true);
                        }
                        while (buffer.stats().entries() == 0) Thread.sleep(1);
                        if (cycle % 20 == 4) { buffer.snapshot(session.resolve("snapshot")); check(Files.size(session.resolve("snapshot")) > 4096, "copied"); }
                        if (cycle % 20 == 5) {
                            buffer.tracingOn(false); Thread.sleep(20);
                            buffer.reset();
                            check(late(buffer.stats().entries()) && late(buffer.stats().lost()), "dropped");
                            buffer.tracingOn(true);
                        }
                        if (cycle % 20 == 6) {
                            buffer.tracingOn(false); Thread.sleep(20);
                            long before = buffer.stats().entries();
                            buffer.resize(40);
                            check(late(buffer.stats().entries() - before), "kept by a larger buffer");
                            buffer.tracingOn(true);
                            while (buffer.stats().entries() <= 10_000) Thread.sleep(20); // more than eight sub-buffers hold
                            buffer.tracingOn(false); Thread.sleep(20);
                            long larger = buffer.stats().entries();
                            long overrun = buffer.stats().overrun();
                            buffer.resize(8);
                            check(buffer.stats().entries() > 0 && buffer.stats().entries() < larger, "made smaller");
                            check(late(buffer.stats().entries() + buffer.stats().overrun() - overrun - larger), "counted");
                            buffer.tracingOn(true); Thread.sleep(5);
                            buffer.resize(24);
                        }
                        recorded += buffer.stats().entries();
                        check(tracing.end(), "retired");
                        try (var files = Files.walk(session)) { for (Object each : files.sorted(Comparator.reverseOrder()).toArray()) Files.delete((Path) each); }
                    }
                    stop = true;
                    for (Thread thread : threads) thread.join();
                    System.out.println(recorded > 10000 ? "end" : "only " + recorded);
                }
            }
            """;

    @TempDir
    Path folder;

    static Stream<Jdk> jdks() throws Exception {
        return TracedJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldTakeTheBufferFromUnderRunningThreadsAndGiveThemAnother(Jdk jdk) throws Exception {
        TracedJvm jvm = new TracedJvm(jdk, folder).with("tracer=nop");

        var outcome = jvm.await(jvm.start(PROGRAM, folder.resolve("sessions").toString()));

        assertThat(outcome.output()).isEqualTo("end\n");
        assertThat(outcome.status()).isZero();
    }
}
