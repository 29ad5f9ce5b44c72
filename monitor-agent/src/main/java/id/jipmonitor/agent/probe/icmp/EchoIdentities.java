package id.jipmonitor.agent.probe.icmp;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives every probe and epoch an identifier that it did not have before. Firewalls and translators keep state by
 * address and identifier, and stale state there looks like loss (LESSONS 8).
 */
sealed interface EchoIdentities {
    /** Another identity than the one given up, which may be null at first. */
    EchoIdentity renewed(@Nullable EchoIdentity former, boolean ipv6);

    /** The probe is gone. */
    void release(EchoIdentity identity);

    /** On raw sockets: any 16 bits, each used by one probe only. */
    final class Drawn implements EchoIdentities {
        private final RandomGenerator random;
        private final BitSet taken = new BitSet(0x10000);

        Drawn(RandomGenerator random) {
            this.random = random;
        }

        @Override
        public EchoIdentity renewed(@Nullable EchoIdentity former, boolean ipv6) {
            if (taken.cardinality() == 0x10000) {
                throw new IllegalStateException("ICMP identifiers: all 65,536 are in use");
            }
            int start = random.nextInt(0x10000);
            int free = taken.nextClearBit(start);
            int id = free < 0x10000 ? free : taken.nextClearBit(0);
            taken.set(id);
            if (former != null) {
                release(former);
            }
            return new EchoIdentity(0, id, random.nextInt(0x10000));
        }

        @Override
        public void release(EchoIdentity identity) {
            taken.clear(identity.id);
        }
    }

    /** On datagram sockets: the kernel gave each socket one identifier; probes share and change sockets. */
    final class Laned implements EchoIdentities {
        private final RandomGenerator random;
        private final List<EchoIdentity> ipv4 = new ArrayList<>();
        private final List<EchoIdentity> ipv6 = new ArrayList<>();

        /** The identifiers of each lane; those of IPv6 may be none. */
        Laned(RandomGenerator random, int[] ipv4Ids, int[] ipv6Ids) {
            this.random = random;
            fill(ipv4, ipv4Ids);
            fill(ipv6, ipv6Ids);
        }

        private void fill(List<EchoIdentity> lanes, int[] ids) {
            for (int lane = 0; lane < ids.length; lane++) {
                lanes.add(new EchoIdentity(lane, ids[lane], random.nextInt(0x10000)));
            }
        }

        @Override
        public EchoIdentity renewed(@Nullable EchoIdentity former, boolean wantsIpv6) {
            List<EchoIdentity> lanes = wantsIpv6 && !ipv6.isEmpty() ? ipv6 : ipv4;
            int drawn = random.nextInt(lanes.size());
            EchoIdentity next = lanes.get(drawn);
            return next == former ? lanes.get((drawn + 1) % lanes.size()) : next;
        }

        @Override
        public void release(EchoIdentity identity) {
            // A lane outlives its probes.
        }
    }
}
