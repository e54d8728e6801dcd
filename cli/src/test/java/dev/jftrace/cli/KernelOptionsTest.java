package dev.jftrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.tracefs.EventRequest;
import dev.jftrace.tracefs.InstanceRequest;
import dev.jftrace.tracefs.TraceRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelOptionsTest {
    private static TraceRequest request(String words) throws UsageException {
        KernelOptions options = new KernelOptions("start").deletingInstances();
        OptionTable table = new OptionTable("start").operandsLast();
        options.addTo(table);
        table.take(List.of(words.split(" ")));
        return options.request(false);
    }

    @Test
    void shouldGiveEachEventTheFilterAndTriggersThatFollowIt() throws UsageException {
        InstanceRequest top = request("-e sched -f a==1 -f b==2 -R stacktrace -R traceoff -v -e irq")
                .top()
                .orElseThrow();

        assertThat(top.events())
                .containsExactly(
                        new EventRequest("sched", "(a==1)&&(b==2)", List.of("stacktrace", "traceoff"), false),
                        new EventRequest("irq", null, List.of(), true));
    }

    @Test
    void shouldGiveAnInstanceWhatFollowsIt() throws UsageException {
        TraceRequest request =
                request("-p function -l vfs_* -B one -p function_graph -b 64 -C mono -B two -e irq -B one -e sched");

        assertThat(request.instances()).extracting(InstanceRequest::name).containsExactly("", "one", "two");
        assertThat(request.instances().get(1).tracer()).isEqualTo("function_graph");
        assertThat(request.instances().get(1).events())
                .extracting(EventRequest::pattern)
                .containsExactly("sched");
        assertThat(request.instances().get(2).clock())
                .as("the first clock is everybody's")
                .isEqualTo("mono");
    }

    @Test
    void shouldLeaveTheTopInstanceAloneIfNothingIsAskedOfIt() throws UsageException {
        assertThat(request("-B one -e sched").top()).isEmpty();
        assertThat(request("-O nooverwrite -B one -e sched").top()).isPresent();
        assertThat(request("-F -B one -e sched").top()).isPresent();
    }

    @Test
    void shouldDeleteAnInstanceAfterV() throws UsageException {
        TraceRequest request = request("-v -B gone -B stays -e sched");

        assertThat(request.instances()).extracting(InstanceRequest::delete).containsExactly(true, false);
    }

    @Test
    void shouldTakeFunctionsOfAModule() throws UsageException {
        assertThat(request("-p function --module ext4 -l ext4_*")
                        .top()
                        .orElseThrow()
                        .filters())
                .containsExactly("ext4_*:mod:ext4");
        assertThat(request("-p function --module ext4").top().orElseThrow().filters())
                .containsExactly("*:mod:ext4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-f a==1 | must come after its event",
                "-p function -p nop | only one tracer",
                "-b 0 | expected a number from 1",
                "-M xyz | hexadecimal",
                "-P 1,x | expected a number",
                "-B a/b -e sched | no instance's name",
                "-e sched -c | -c can only be used with -F or -P",
                "-p function --func-stack | name some with -l",
                "-v -B gone -e sched | to be deleted",
            })
    void shouldSayWhatIsWrong(String words, String problem) {
        assertThatThrownBy(() -> request(words))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(problem);
    }
}
