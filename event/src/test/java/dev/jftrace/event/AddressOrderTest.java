package dev.jftrace.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressOrderTest {
    @Test
    void shouldSortAnyRunsAndPutTheLaterOfEqualsFirst() {
        Random random = new Random(3);
        for (int count = 0; count < 200; count++) {
            long[] keys = random.longs(count, -20, 200).toArray();
            int sorted = count * 2 / 3;
            Arrays.sort(keys, 0, sorted);

            int[] expected = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingLong(i -> keys[i]).thenComparing(Comparator.reverseOrder()))
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(AddressOrder.of(keys, count)).isEqualTo(expected);
        }
    }
}
