package dev.jftrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.agent.Recording.Calls;
import dev.jftrace.agent.Recording.Event;
import dev.jftrace.agent.TracedJvm.Jdk;
import dev.jftrace.ring.AgentBufferDescriptor;
import dev.jftrace.ring.AgentRecord;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a buffer does when it is full, and the tracers other than function_graph. */
class BuffersIT {
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    @TempDir
    Path folder;

    static Stream<Jdk> jdks() throws Exception {
        return TracedJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldKeepTheNewestAndCountWhatItWroteOver(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .with("buffer_kb=64", "sub_buffer_kb=8", "buffer_mode=overwrite")
                .run("""
                        public class Main {
                            static void early() { }
                            static void late() { }
                            public static void main(String[] a) {
                                for (int i = 0; i < 50000; i++) early();
                                for (int i = 0; i < 1000; i++) late();
                            }
                        }
                        """);

        Recording recording = outcome.recording();
        assertThat(recording.calls("Main.late")).isEqualTo(new Calls(1000, 1000, 0));
        assertThat(recording.calls("Main.early").entries()).isPositive();
        assertThat(recording.lost()).isZero();
        long overrun = header(outcome.session()).getLong(AgentBufferDescriptor.OVERRUN_OFFSET);
        assertThat(recording.events().size() + overrun).isEqualTo(2 * 51_001);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldWriteOverWhatEndedThreadsHeld(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .with("buffer_kb=64", "sub_buffer_kb=8", "buffer_mode=overwrite")
                .run("""
                        public class Main {
                            static void call() { }
                            public static void main(String[] a) throws Exception {
                                for (int i = 0; i < 100; i++) { Thread t = new Thread(() -> call(), "t" + i); t.start(); t.join(); }
                            }
                        }
                        """);

        assertThat(outcome.recording().lost()).isZero();
        assertThat(outcome.recording().tasks()).anyMatch(line -> line.endsWith("\tt99"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldLoseNothingInBlockModeWhileSomebodyReads(Jdk jdk) throws Exception {
        TracedJvm jvm = new TracedJvm(jdk, folder).with("buffer_kb=64", "sub_buffer_kb=8", "buffer_mode=block");
        Process process = jvm.start("""
                public class Main {
                    static void call() { }
                    static void calls() { for (int i = 0; i < 100000; i++) call(); }
                    public static void main(String[] a) throws Exception {
                        Thread[] threads = new Thread[3];
                        for (int i = 0; i < threads.length; i++) (threads[i] = new Thread(Main::calls)).start();
                        for (Thread thread : threads) thread.join();
                    }
                }
                """);
        ByteBuffer file = RecyclingIT.await(process, jvm.session(), 64 * 1024);
        long inAnHour = System.nanoTime() + TimeUnit.HOURS.toNanos(1); // however long this test is kept from looking
        LONG.setRelease(file, AgentBufferDescriptor.HEARTBEAT_OFFSET, inAnHour);
        while (process.isAlive()) {
            RecyclingIT.giveBack(file);
            Thread.sleep(1);
        }

        assertThat(jvm.await(process).status()).isZero();
        assertThat(file.getLong(AgentBufferDescriptor.LOST_OFFSET)).isZero();
        assertThat(file.getLong(AgentBufferDescriptor.FREE_EPOCH_OFFSET)).isGreaterThan(500);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldNotWaitForARecorderThatIsDead(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .with("buffer_kb=64", "sub_buffer_kb=8", "buffer_mode=block")
                .run("""
                        public class Main {
                            static void call() { }
                            public static void main(String[] a) {
                                Thread.currentThread().interrupt();
                                for (int i = 0; i < 100000; i++) call();
                                System.out.println(Thread.interrupted());
                            }
                        }
                        """);

        assertThat(outcome.output()).isEqualTo("true\n");
        assertThat(outcome.recording().lost()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldRecordAFunctionOnceWithItsCaller(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).with("tracer=function").run("""
                        public class Main {
                            static void outer(int n) { try { inner(n); } catch (IllegalStateException e) { } leaf(); }
                            static void inner(int n) { if (n == 1) throw new IllegalStateException(); }
                            static void leaf() { }
                            public static void main(String[] a) { outer(0); outer(1); }
                        }
                        """);

        Recording recording = outcome.recording();
        assertThat(recording.events()).allMatch(event -> event.kind() == AgentRecord.FUNCTION);
        List<String> edges = recording.events().stream()
                .map(event -> event.name() + " <- " + recording.functions().get(event.depth()))
                .toList();
        assertThat(edges)
                .containsExactly(
                        "Main.main <- null",
                        "Main.outer <- Main.main",
                        "Main.inner <- Main.outer",
                        "Main.leaf <- Main.outer",
                        "Main.outer <- Main.main",
                        "Main.inner <- Main.outer",
                        "Main.leaf <- Main.outer");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldRecordOnlyTheEndsOfLongCallsUnderAThreshold(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .with("tracing_thresh=20000", "sub_buffer_kb=1")
                .run("""
                        public class Main {
                            static void quick() { }
                            static void slow(int n) throws Exception { if (n > 0) { quick(); slow(n - 1); return; } Thread.sleep(30); throw new Exception(); }
                            public static void main(String[] a) {
                                for (int i = 0; i < 1000; i++) quick();
                                for (int i = 0; i < 40; i++) try { slow(2); } catch (Exception e) { quick(); }
                            }
                        }
                        """);

        Recording recording = outcome.recording();
        List<Event> calls = recording.events().stream()
                .filter(event -> event.kind() != AgentRecord.DURATION)
                .toList();
        assertThat(calls).hasSize(3 * 40 + 1).noneMatch(event -> event.name().equals("Main.quick"));
        assertThat(calls.stream().limit(3).map(Event::depth)).containsExactly(3, 2, 1);
        assertThat(recording.calls("Main.slow")).isEqualTo(new Calls(0, 0, 120));
        assertThat(recording.lost()).isZero();
    }

    private static ByteBuffer header(Path session) throws IOException {
        try (FileChannel channel =
                FileChannel.open(Recording.folder(session).resolve("buffer"), StandardOpenOption.READ)) {
            return channel.map(MapMode.READ_ONLY, 0, AgentBufferDescriptor.HEADER_LENGTH)
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
