package dev.jftrace.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jftrace.agent.Recording.Calls;
import dev.jftrace.agent.TracedJvm.Jdk;
import dev.jftrace.ring.AgentRecord;
import dev.jftrace.ring.AgentSubBufferDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadsIT {
    @TempDir
    Path folder;

    static Stream<Jdk> jdks() throws Exception {
        return TracedJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldGiveEachThreadItsRecordsAndItsName(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).with("sub_buffer_kb=4").run("""
                        public class Main {
                            static int work(int n) { return n < 2 ? n : work(n - 1) + work(n - 2); }
                            public static void main(String[] a) throws Exception {
                                for (int round = 0; round < 20; round++) {
                                    Thread[] threads = new Thread[20];
                                    for (int i = 0; i < threads.length; i++) (threads[i] = new Thread(() -> work(8), "worker\\t" + i)).start();
                                    for (Thread thread : threads) thread.join();
                                }
                                Thread.currentThread().setName("renamed");
                                work(15);
                            }
                        }
                        """);

        Recording recording = outcome.recording().balanced();
        assertThat(recording.calls("Main.lambda$main$0")).isEqualTo(new Calls(400, 400, 0));
        assertThat(recording.calls("Main.work").entries()).isEqualTo(400 * 67 + 1973);
        assertThat(recording.tasks()).hasSize(402).anyMatch(line -> line.endsWith("\tworker 7"));
        assertThat(recording.tasks().get(recording.tasks().size() - 1)).endsWith("\trenamed");
        assertThat(recording.lost()).isZero();
    }

    /**
     * Thread numbers that differ by the table's size meet in one slot; with virtual threads between, carriers' numbers
     * can.
     */
    @ParameterizedTest
    @MethodSource("jdks")
    void shouldServeThreadsThatShareASlot(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).run("""
                        import java.util.concurrent.*;
                        public class Main {
                            static void work() { }
                            static class Worker extends Thread {
                                final CountDownLatch started, go;
                                Worker(CountDownLatch started, CountDownLatch go) { this.started = started; this.go = go; }
                                public void run() {
                                    work(); started.countDown();
                                    try { go.await(); } catch (InterruptedException e) { }
                                    for (int i = 0; i < 1000; i++) work();
                                }
                            }
                            public static void main(String[] a) throws Exception {
                                CountDownLatch started = new CountDownLatch(3), go = new CountDownLatch(1);
                                Worker[] workers = new Worker[3];
                                for (int i = 0; i < 3; i++) {
                                    (workers[i] = new Worker(started, go)).start();
                                    for (int n = 1; n < 8192; n++) new Thread();
                                }
                                started.await(); go.countDown();
                                for (Worker worker : workers) worker.join();
                                System.out.println((workers[2].getId() - workers[0].getId()) / 2);
                            }
                        }
                        """);

        assertThat(outcome.output()).isEqualTo("8192\n");
        Recording recording = outcome.recording().balanced();
        assertThat(recording.calls("Main.work")).isEqualTo(new Calls(3003, 3003, 0));
        assertThat(recording.tasks()).as("each thread got one ring").hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldKeepTheProgramsExitStatus(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).run("""
                        public class Main {
                            static void leave() { System.exit(42); }
                            public static void main(String[] a) { leave(); }
                        }
                        """);

        assertThat(outcome.status()).isEqualTo(42);
        assertThat(outcome.output()).isEmpty();
        Recording recording = outcome.recording();
        assertThat(recording.calls("Main.leave")).as("never left").isEqualTo(new Calls(1, 0, 0));
        assertThat(recording.state()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldLeaveEveryRecordBehindWhenKilled(Jdk jdk) throws Exception {
        TracedJvm jvm = new TracedJvm(jdk, folder).with("buffer_kb=65536");
        Process process = jvm.start("""
                public class Main {
                    static volatile int calls;
                    static void call() { calls++; }
                    public static void main(String[] a) throws Exception {
                        for (int i = 0; i < 50000; i++) call();
                        System.out.println("killed");
                        System.out.flush();
                        while (true) { call(); Thread.sleep(0, 1000); }
                    }
                }
                """);
        while (!Files.readString(jvm.output()).contains("killed")) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(20);
        }
        process.destroyForcibly();
        var outcome = jvm.await(process);

        Recording recording = outcome.recording();
        assertThat(recording.state()).isEqualTo(1);
        Calls calls = recording.calls("Main.call");
        assertThat(calls.entries()).isGreaterThanOrEqualTo(50000);
        assertThat(calls.entries() - calls.returns()).isBetween(0, 1);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldLeaveAnInterruptPending(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder).with("sub_buffer_kb=1").run("""
                        public class Main {
                            static void call() { }
                            public static void main(String[] a) throws Exception {
                                Thread t = new Thread(() -> { Thread.currentThread().interrupt(); for (int i = 0; i < 5000; i++) call(); System.out.println(Thread.interrupted()); });
                                t.start(); t.join();
                            }
                        }
                        """);

        assertThat(outcome.output()).isEqualTo("true\n");
        assertThat(outcome.recording().balanced().calls("Main.call").entries()).isEqualTo(5000);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldCountWhatAFullBufferLoses(Jdk jdk) throws Exception {
        var outcome = new TracedJvm(jdk, folder)
                .with("buffer_kb=128", "sub_buffer_kb=64")
                .run("""
                        public class Main {
                            static void call() { }
                            public static void main(String[] a) { for (int i = 0; i < 10000; i++) call(); System.out.println("end"); }
                        }
                        """);

        assertThat(outcome.output()).isEqualTo("end\n");
        Recording recording = outcome.recording();
        assertThat(recording.events().size() + recording.lost()).isEqualTo(20002);
        assertThat(recording.events())
                .hasSize(2 * (65536 - AgentSubBufferDescriptor.HEADER_LENGTH) / AgentRecord.LENGTH);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldSurviveVirtualThreadsWhoseSchedulerIsTracedToo(Jdk jdk) throws Exception {
        assumeTrue(jdk.feature() >= 21);
        var outcome = new TracedJvm(jdk, folder)
                .release(21)
                .with("filter=java.util.*", "filter=java.lang.*", "filter=Main.*", "buffer_kb=65536")
                .run("""
                        import java.util.concurrent.*;
                        public class Main {
                            static void step() throws Exception { Thread.sleep(0, 100000); synchronized (Main.class) { Thread.yield(); } }
                            public static void main(String[] a) throws Exception {
                                try (var executor = Executors.newVirtualThreadPerTaskExecutor()) { for (int i = 0; i < 200; i++) executor.submit(() -> { for (int k = 0; k < 5; k++) step(); return 0; }); }
                                System.out.println("end");
                            }
                        }
                        """);

        assertThat(outcome.output()).isEqualTo("end\n");
        Recording recording = outcome.recording();
        assertThat(recording.lost()).isZero();
        assertThat(recording.calls("Main.step")).isEqualTo(new Calls(1000, 1000, 0));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shouldFollowVirtualThreadsAcrossCarriers(Jdk jdk) throws Exception {
        assumeTrue(jdk.feature() >= 21);
        var outcome = new TracedJvm(jdk, folder).release(21).run("""
                        import java.util.*;
                        public class Main {
                            static void outer() throws Exception { for (int i = 0; i < 5; i++) inner(); }
                            static void inner() throws Exception { Thread.sleep(1); leaf(); }
                            static void leaf() { }
                            public static void main(String[] a) throws Exception {
                                List<Thread> threads = new ArrayList<>();
                                for (int i = 0; i < 200; i++) threads.add(Thread.ofVirtual().start(() -> { try { outer(); } catch (Exception e) { } }));
                                for (Thread thread : threads) thread.join();
                            }
                        }
                        """);

        Recording recording = outcome.recording().balanced();
        assertThat(recording.calls("Main.inner")).isEqualTo(new Calls(1000, 1000, 0));
        List<List<Recording.Event>> byThread = List.copyOf(recording.events().stream()
                .filter(event -> event.name().equals("Main.leaf"))
                .collect(Collectors.groupingBy(Recording.Event::thread))
                .values());
        assertThat(byThread).hasSize(200).allMatch(events -> events.size() == 10);
    }
}
