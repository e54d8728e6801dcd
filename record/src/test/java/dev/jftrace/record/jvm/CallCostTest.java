package dev.jftrace.record.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallCostTest {
    private final CallCost cost = new CallCost();
    private final CallCost.Seen seen = new CallCost.Seen();

    @Test
    void shouldTakeTheLeastThatLeafCallsShowed() {
        cost.enter(seen, 1000);
        cost.enter(seen, 1100);
        cost.leave(seen, 1130);
        cost.enter(seen, 1155);
        cost.leave(seen, 1180);
        cost.enter(seen, 1215);
        cost.leave(seen, 1275);
        cost.leave(seen, 1276);

        assertThat(cost.text()).isEqualTo("hook cost 25 ns inside, 55 ns a call");
    }

    @Test
    void shouldNotMeasureAcrossWhatItDidNotSee() {
        cost.enter(seen, 1000);
        seen.forget();
        cost.leave(seen, 1001);
        cost.enter(seen, 1002);

        assertThat(cost.isKnown()).isFalse();
    }
}
