package dev.jftrace.it;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Jdks;
import dev.jftrace.testkit.Run;
import dev.jftrace.tracefs.linux.Fifo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same with JVMs that listen on a FIFO, as those of Java 11 to 15 have to: newer ones are told to. */
class FifoAttachIT extends AttachIT {
    private static final int CLIENTS = 6;
    private static final int MOST_LOOKS = 1_000;

    /** The oldest there is: the newest was seen to do the same, and takes a minute of each build. */
    static List<Path> javas() {
        return Jdks.javas().subList(0, 1);
    }

    @Override
    List<String> options() {
        return List.of("-Djftrace.control=fifo");
    }

    private static Path control(RunningProgram program) throws IOException {
        Path files = Path.of("/proc", program.pid(), "fd");
        try (Stream<Path> open = Files.list(files)) {
            for (Path each : open.toList()) {
                if (Files.readSymbolicLink(each).endsWith("control")) {
                    return Files.readSymbolicLink(each);
                }
            }
        }
        throw new IOException("it has no file 'control' open");
    }

    /** Its open files when the agent has seen that the last client is gone. */
    private static List<String> filesWithoutClients(RunningProgram program) throws Exception {
        List<String> files = program.openFiles();
        for (int look = 0; look < MOST_LOOKS && files.stream().anyMatch(FifoAttachIT::isClients); look++) {
            Thread.sleep(10);
            files = program.openFiles();
        }
        return files;
    }

    private static boolean isClients(String file) {
        return file.contains("/requests") || file.contains("/answers") || file.equals("closed");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldServeSeveralClientsAtOnceByAFifo(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            String jvm = "--jvm=" + program.pid();
            jftrace("start", jvm, "-p", "function_graph", "-l", "Busy.*");
            Path fifo = control(program);
            assertThat(Fifo.isOne(fifo)).isTrue();
            List<String> before = filesWithoutClients(program);

            List<Process> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new ProcessBuilder(Jftrace.command("stat", jvm))
                        .directory(folder.toFile())
                        .redirectOutput(folder.resolve("stat" + i).toFile())
                        .redirectErrorStream(true)
                        .start());
            }
            for (int i = 0; i < CLIENTS; i++) {
                assertThat(clients.get(i).waitFor()).isZero();
                assertThat(folder.resolve("stat" + i)).content().contains("Tracer: function_graph\n");
            }

            assertThat(program.threads()).filteredOn("jftrace-control"::equals).hasSize(1);
            assertThat(filesWithoutClients(program)).isEqualTo(before);
            assertThat(jftrace("reset", jvm).status()).isZero();
            assertThat(fifo).doesNotExist();
            assertThat(program.end()).isEqualTo("ended");
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldNotWaitForAJvmThatIsStopped(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            String jvm = "--jvm=" + program.pid();
            jftrace("start", jvm, "-p", "function_graph", "-l", "Busy.*");
            signal(program, "STOP");

            Run stat = jftrace("stat", jvm);

            signal(program, "CONT");
            assertThat(stat.status()).isEqualTo(1);
            assertThat(stat.err()).isEqualTo("jftrace: JVM " + program.pid() + " does not answer: is it stopped?\n");
            assertThat(jftrace("stat", jvm).out()).contains("Tracer: function_graph\n");
            assertThat(jftrace("reset", jvm).status()).isZero();
            assertThat(program.end()).isEqualTo("ended");
        }
    }

    private void signal(RunningProgram program, String name) {
        assertThat(Run.of(folder, List.of("kill", "-" + name, program.pid())).status())
                .isZero();
    }

    /** Of bytes that are no client's, and of clients that are gone before they are let in. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldIgnoreWhatIsNoClient(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            String jvm = "--jvm=" + program.pid();
            jftrace("start", jvm, "-p", "function_graph", "-l", "Busy.*");
            Path left = Files.createDirectory(folder.resolve("left"));
            Fifo.make(left.resolve("requests"));
            Fifo.make(left.resolve("answers"));
            Path fifo = control(program);
            List<String> before = filesWithoutClients(program);

            assertThat(Fifo.write(fifo, (left + "\nno folder\n/none\n\n").getBytes()))
                    .isTrue();
            assertThat(Fifo.write(fifo, "\0".repeat(4096).getBytes())).isTrue();
            assertThat(Fifo.write(fifo, "\n".getBytes())).isTrue();

            assertThat(jftrace("stat", jvm).out()).contains("Tracer: function_graph\n");
            assertThat(filesWithoutClients(program)).isEqualTo(before);
            assertThat(jftrace("reset", jvm).err()).isEmpty();
            assertThat(program.end()).isEqualTo("ended");
        }
    }

    /** What it asks for is more than a pipe holds. */
    @ParameterizedTest
    @MethodSource("javas")
    void shouldServeOthersWhileAClientDoesNotReadItsAnswer(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            String jvm = "--jvm=" + program.pid();
            jftrace("start", jvm, "-p", "function_graph", "-l", "Busy.*");
            Path fifo = control(program);
            Path requests = folder.resolve("requests");
            Path answers = folder.resolve("answers");
            Fifo.make(requests);
            Fifo.make(answers);
            List<String> before = filesWithoutClients(program);
            try (FileChannel asking = FileChannel.open(requests, READ, WRITE);
                    FileChannel told = FileChannel.open(answers, READ, WRITE)) {
                assertThat(Fifo.write(fifo, (folder + "\n").getBytes())).isTrue();
                asking.write(ByteBuffer.wrap(
                        "read available_filter_functions 0\n".repeat(3).getBytes()));
                assertThat(jftrace("stat", jvm).out()).contains("Tracer: function_graph\n");
                assertThat(told.read(ByteBuffer.allocate(1))).isEqualTo(1);
            }

            assertThat(jftrace("stat", jvm).out()).contains("Tracer: function_graph\n");
            assertThat(filesWithoutClients(program)).isEqualTo(before);
            assertThat(jftrace("reset", jvm).err()).isEmpty();
            assertThat(program.end()).isEqualTo("ended");
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldEndARecordingWithTheProgramThatIsKilled(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            Process recorder = new ProcessBuilder(Jftrace.command("record", "--jvm=" + program.pid(), "-l", "Busy.*"))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            assertThat(recorder.inputReader().readLine()).isEqualTo("Hit Ctrl^C to stop recording");
            Thread.sleep(500);
            Path left = control(program).getParent();
            program.process().destroyForcibly().waitFor();
            recorder.waitFor();

            assertThat(jftrace("report").out()).contains("Busy.step() {");
            assertThat(left).doesNotExist();
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldTellOfAKilledProgramAsGone(Path java) throws Exception {
        try (RunningProgram program = start(java)) {
            String jvm = "--jvm=" + program.pid();
            jftrace("start", jvm, "-p", "function_graph", "-l", "Busy.*");
            Path left = control(program).getParent();
            Thread.sleep(300);
            assertThat(jftrace("list", "--jvm").outLines()).noneMatch(line -> line.contains(left.toString()));
            program.process().destroyForcibly().waitFor();

            assertThat(jftrace("list", "--jvm").outLines())
                    .anyMatch(line ->
                            line.contains(program.pid() + "  -          gone   what it recorded is in " + left));
            assertThat(jftrace("extract", "-q", "-o", "killed.dat", jvm).err()).isEmpty();
            assertThat(jftrace("report", "-i", "killed.dat").out()).contains("Busy.step() {");
            assertThat(jftrace("reset", jvm).err()).isEmpty();
            assertThat(left).doesNotExist();
        }
    }
}
