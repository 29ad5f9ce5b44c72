package id.jipmonitor.server.alert;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.JudgingRule;
import id.jipmonitor.server.timeline.LinkTimeline;
import id.jipmonitor.server.timeline.Observation;
import id.jipmonitor.server.timeline.Observation.Verdict;
import id.jipmonitor.server.timeline.Timeline;
import id.jipmonitor.server.timeline.TimelineBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The truth table of fault domains, and what is held back. Each link's rounds are drawn, one character per 10 s: G good,
 * P poor, B bad, X blind, dot none. Link n's rounds start n seconds after the full ten.
 */
class FaultsTest {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final Map<Character, Verdict> LETTERS =
            Map.of('G', Verdict.GOOD, 'P', Verdict.POOR, 'B', Verdict.BAD, 'X', Verdict.BLIND);

    private final Inventory inventory = TestNetwork.inventory();
    private final Map<Condition, Rule> rules = TestNetwork.rules();

    @Test
    void oneLinkDown_whileOthersOverItsSegmentsAnswer_isItsAccessLink() {
        assertThat(at(60, "GBBBBB", "GGGGGG", "GGGGGG", "GGGGGG", "GGGGGG"))
                .containsExactly("LINK_DOWN ACCESS_LINK l1 [l1] 11@31..");
    }

    @Test
    void everyLinkOverABackboneDown_isOneFaultOfTheBackbone() {
        assertThat(at(60, "GBBBBB", "GBBBBB", "GGGGGG", "GGGGGG", "GGGGGG"))
                .containsExactly("LINK_DOWN BACKBONE east [l1, l2] 11@31..");
    }

    @Test
    void everyLinkDown_isOneFaultOfTheDataCentre() {
        assertThat(at(60, "GBBBBB", "GBBBBB", "GBBBBB", "GBBBBB", "GBBBBB"))
                .containsExactly("LINK_DOWN DATA_CENTRE dc [l1, l2, l3, l4, l5] 11@31..");
    }

    @Test
    void twoBackbonesDown_whileAnotherLinkOverTheDataCentreAnswers_areTwoFaults() {
        assertThat(at(60, "GBBBBB", "GBBBBB", "GBBBBB", "GBBBBB", "GGGGGG"))
                .containsExactly(
                        "LINK_DOWN BACKBONE east [l1, l2] 11@31..", "LINK_DOWN BACKBONE west [l3, l4] 13@33..");
    }

    @Test
    void blindLink_isNoEvidenceOfDown_norAgainstIt() {
        assertThat(at(60, "GBBBBB", "GBBBBB", "GXXXXX", "GXXXXX", "GXXXXX"))
                .containsExactly("LINK_DOWN BACKBONE east [l1, l2] 11@31..");
        assertThat(at(60, "GBBBBB", "GXXXXX", "GGGGGG", "GGGGGG", "GGGGGG"))
                .containsExactly("LINK_DOWN UNDECIDED l1 [l1] 11@31..");
    }

    @Test
    void linkThatWasDownLongBefore_isNoPartOfALaterFault() {
        assertThat(at(120, "BBBBBBBBBBBB", "GGGGGGGBBBBB", "GGGGGGGGGGGG", "GGGGGGGGGGGG", "GGGGGGGGGGGG"))
                .containsExactly("LINK_DOWN ACCESS_LINK l1 [l1] 1@21..", "LINK_DOWN UNDECIDED l2 [l2] 72@92..");
    }

    @Test
    void linksThatFailInCloseSequence_belongToOneFault_fromTheEarliestStartToTheLastRecovery() {
        assertThat(at(120, "GBBBBBGGGGGG", "GGBBBBBBGGGG", "GGGGGGGGGGGG", "GGGGGGGGGGGG", "GGGGGGGGGGGG"))
                .containsExactly("LINK_DOWN BACKBONE east [l1, l2] 11@31..82");
    }

    @Test
    void linksThatFailOneLongAfterTheOther_whileTheFirstIsDown_areTwoFaults() {
        assertThat(at(120, "GBBBBBBBBBBB", "GGGGGGGBBBBB", "GGGGGGGGGGGG", "GGGGGGGGGGGG", "GGGGGGGGGGGG"))
                .containsExactly("LINK_DOWN ACCESS_LINK l1 [l1] 11@31..", "LINK_DOWN UNDECIDED l2 [l2] 72@92..");
    }

    @Test
    void relapseOfAMember_beforeTheFaultIsOver_isNoNewFault() {
        assertThat(at(160, "GBBBGGBBBBBGGGGG", "GBBBBBBBBBBBBGGG", "GGGGGGGGGGGGGGGG", "GGGGGGGGGGGGGGGG", ""))
                .containsExactly("LINK_DOWN BACKBONE east [l1, l2] 11@31..132");
    }

    @Test
    void linkNotSeenAfterItWasDown_hasNotRecovered() {
        assertThat(at(120, "GBBBBXXXXXXX", "GGGGGGGGGGGG", "GGGGGGGGGGGG", "GGGGGGGGGGGG", "GGGGGGGGGGGG"))
                .containsExactly("LINK_DOWN ACCESS_LINK l1 [l1] 11@31..");
    }

    @Test
    void alert_whileASiblingHasAnUnfinishedBadRun_isHeld() {
        assertThat(at(32, "GBBB", "GGBB", "GGGG", "GGGG", "GGGG"))
                .containsExactly("LINK_DOWN ACCESS_LINK l1 [l1] 11@31.. held");
    }

    @Test
    void alert_whileSiblingsHaveNotBeenObservedSince_isHeld() {
        assertThat(at(32, "GBBB", "GG", "GGGG", "GGGG", "GGGG"))
                .containsExactly("LINK_DOWN ACCESS_LINK l1 [l1] 11@31..");
        assertThat(at(32, "GBBB", "G", "GGGG", "GGGG", "GGGG"))
                .containsExactly("LINK_DOWN ACCESS_LINK l1 [l1] 11@31.. held");
    }

    @Test
    void alert_whenOneLinkOfEachSharedSegmentAnsweredSince_isNotHeld() {
        assertThat(at(32, "GBBB", "GGGG", "GGGG", "GBBB", "GGGG")).contains("LINK_DOWN ACCESS_LINK l1 [l1] 11@31..");
    }

    @Test
    void smallerFault_whileALargerIsPossible_isHeld() {
        assertThat(at(33, "GBBB", "GBBB", "GBB", "GBB", "GBB"))
                .containsExactly("LINK_DOWN BACKBONE east [l1, l2] 11@31.. held");
    }

    @Test
    void hold_isBoundedByTheSiblingsSilence() {
        assertThat(at(61, "GBBBBBB", "G", "GGGGGG", "GGGGGG", "GGGGGG"))
                .containsExactly("LINK_DOWN UNDECIDED l1 [l1] 11@31..");
    }

    @Test
    void backboneCut_atEveryMoment_neverShowsAChildAlone() {
        String[] rounds = {"GGGBBBBBBGGGGG", "GGGBBBBBBGGGGG", "GGGGGGGGGGGGGG", "GGGGGGGGGGGGGG", "GGGGGGGGGGGGGG"};
        for (int second = 1; second < 140; second++) {
            assertThat(at(second, rounds))
                    .as("at %d", second)
                    .allMatch(each -> each.endsWith("held") || each.contains("BACKBONE east [l1, l2]"));
        }
    }

    @Test
    void silentAgent_isOneFaultOfTheMonitor_andNoneOfItsLinks() {
        assertThat(at(120, "GGGG", "GGGG", "GGGG", "GGGG", "GGGG"))
                .containsExactly("AGENT_LOST MONITOR hub [l1, l2, l3, l4, l5] 45@65..");
    }

    @Test
    void blindAgent_isOneFaultOfTheMonitor() {
        assertThat(at(60, "GGGXXX", "GGGXXX", "GGGXXX", "GGGXXX", "GGGXXX"))
                .containsExactly("SITE_BLIND MONITOR hub [l1, l2, l3, l4, l5] 35@35..");
    }

    @Test
    void agentNeverHeard_isNoFault() {
        assertThat(at(60, "", "", "", "", "")).isEmpty();
    }

    @Test
    void agent_whileTheServerHasNotListenedLongEnough_isHeld() {
        String[] silentSince40 = {"GGGG", "GGGG", "GGGG", "GGGG", "GGGG"};

        assertThat(faults(100 + 75 + 29, START.plusSeconds(100), silentSince40))
                .as("its next attempt to connect may be a minute away, its first round another silence")
                .singleElement()
                .extracting(Fault::held)
                .isEqualTo(true);
        assertThat(faults(100 + 75 + 30, START.plusSeconds(100), silentSince40))
                .singleElement()
                .extracting(Fault::held)
                .isEqualTo(false);
    }

    @Test
    void agentBehindALinkThatIsDown_isExplainedByIt() {
        assertThat(at(120, "GGGBBBBBBBBB", "GGGGGGGGGGGG", "GGGGGGGGGGGG", "GGGGGGGGGGGG", "GGGGGGGGGGGG", "GGG"))
                .containsExactly("LINK_DOWN ACCESS_LINK l1 [l1] 31@51..");
    }

    @Test
    void agentThatStaysSilent_afterItsLinkRecovered_isLost() {
        assertThat(at(160, "GGGBBBBBBGGGGGGG", "GGGGGGGGGGGGGGGG", "GGGGGGGGGGGGGGGG", "GGGGGGGGGGGGGGGG", "", "GGG"))
                .containsExactly("LINK_DOWN ACCESS_LINK l1 [l1] 31@51..91", "AGENT_LOST MONITOR site1 [l6] 36@121..");
    }

    @Test
    void linksDegradedTogether_areOneFault() {
        assertThat(at(90, "GPPPPPPPP", "GPPPPPPPP", "GGGGGGGGG", "GGGGGGGGG", "GGGGGGGGG"))
                .containsExactly("LINK_DEGRADED BACKBONE east [l1, l2] 11@31..");
    }

    @Test
    void degradedThatBecomesDownBeforeItIsCertain_isNoFaultOfItsOwn() {
        assertThat(at(90, "GPPBBBBBB", "GGGGGGGGG", "GGGGGGGGG", "GGGGGGGGG", "GGGGGGGGG"))
                .containsExactly("LINK_DOWN ACCESS_LINK l1 [l1] 31@51..");
    }

    @Test
    void disabledRule_makesNoFault() {
        Rule usual = TestNetwork.rule(Condition.LINK_DOWN, Duration.ZERO);
        rules.put(
                Condition.LINK_DOWN,
                new Rule(
                        Condition.LINK_DOWN,
                        false,
                        usual.severity(),
                        usual.holdFor(),
                        Map.of(),
                        usual.summary(),
                        usual.action()));

        assertThat(at(60, "GBBBBB", "GGGGGG", "GGGGGG", "GGGGGG", "GGGGGG")).isEmpty();
    }

    @Test
    void stateThatEndsWithinFor_makesNoFault_andIsHeldWhileThatIsPossible() {
        rules.put(Condition.LINK_DOWN, TestNetwork.rule(Condition.LINK_DOWN, Duration.ofSeconds(45)));

        assertThat(at(90, "GBBBBGGGG", "GGGGGGGGG", "GGGGGGGGG", "GGGGGGGGG", "GGGGGGGGG"))
                .isEmpty();
        assertThat(at(57, "GBBBBG", "GGGGGG", "GGGGGG", "GGGGGG", "GGGGGG"))
                .containsExactly("LINK_DOWN ACCESS_LINK l1 [l1] 11@56.. held");
        assertThat(at(90, "GBBBBBBBB", "GGGGGGGGG", "GGGGGGGGG", "GGGGGGGGG", "GGGGGGGGG"))
                .containsExactly("LINK_DOWN ACCESS_LINK l1 [l1] 11@56..");
    }

    @Test
    void evidence_namesTheWitnesses_inBothLanguages() {
        List<Fault> faults = faults(60, START, "GBBBBB", "GGGGGG", "GGGGGG", "GGGGGG", "GGGGGG");

        assertThat(faults.getFirst().evidence())
                .containsExactly(
                        new Rule.Text(
                                "Tautan lain di segmen East tetap menjawab: l2.",
                                "Other links over segment East kept answering: l2."),
                        new Rule.Text(
                                "Tautan lain di segmen DC tetap menjawab: l2, l3, l4, l5.",
                                "Other links over segment DC kept answering: l2, l3, l4, l5."));
    }

    private List<String> at(int second, String... rounds) {
        return faults(second, START, rounds).stream().map(FaultsTest::text).toList();
    }

    private List<Fault> faults(int second, Instant listeningSince, String... rounds) {
        Instant asOf = START.plusSeconds(second);
        Map<LinkId, LinkHistory> links = new TreeMap<>();
        Map<AgentId, List<Timeline>> byAgent = new TreeMap<>();
        for (int i = 0; i < rounds.length; i++) {
            String name = "l" + (i + 1);
            TimelineBuilder builder = new TimelineBuilder(JudgingRule.DEFAULT);
            drawn(rounds[i], i + 1, asOf).forEach(builder::add);
            Timeline timeline = builder.timeline(Instant.EPOCH, asOf, asOf);
            links.put(new LinkId(name), new LinkHistory(new LinkId(name), timeline, builder.answeredAt()));
            AgentId agent = inventory.probe(new ProbeId(name)).orElseThrow().agent();
            byAgent.computeIfAbsent(agent, any -> new ArrayList<>()).add(timeline);
        }
        Map<AgentId, Timeline> agents = new TreeMap<>();
        byAgent.forEach((agent, timelines) -> agents.put(agent, LinkTimeline.of(timelines, 0, Instant.EPOCH, asOf)));
        return new Faults(new Dependencies(inventory), rules).of(links, agents, asOf, listeningSince);
    }

    private static List<Observation> drawn(String rounds, int phase, Instant asOf) {
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < rounds.length(); i++) {
            Verdict verdict = LETTERS.get(rounds.charAt(i));
            Instant at = START.plus(TestNetwork.INTERVAL.multipliedBy(i)).plusSeconds(phase);
            if (verdict != null && at.isBefore(asOf)) {
                observations.add(new Observation(at, TestNetwork.INTERVAL, verdict));
            }
        }
        return observations;
    }

    /** {@code CONDITION DOMAIN subject [links] start@declared..end}, in seconds, and whether it is held. */
    private static String text(Fault fault) {
        return fault.condition() + " " + fault.domain() + " " + fault.subject() + " "
                + fault.links().stream().map(LinkId::value).collect(Collectors.joining(", ", "[", "]")) + " "
                + seconds(fault.startsAt()) + "@" + seconds(fault.declaredAt()) + ".."
                + fault.endsAt().map(end -> Long.toString(seconds(end))).orElse("")
                + (fault.held() ? " held" : "");
    }

    private static long seconds(Instant instant) {
        return Duration.between(START, instant).toSeconds();
    }
}
