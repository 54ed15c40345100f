# What screening finds, and the same as a reason for holding an entry. docs/MODERATION.md says more of each.

# What the list's policy did about a finding.
finding-held = held because of this
finding-marked = marked only

finding-low-quality = Little detail
finding-low-quality-text = PDQ quality { $evidence } of 100.{ $floor ->
    [0] { "" }
   *[other] { " " }By that policy, below { $floor } is little detail.
} Below 50, platforms themselves discard a hash, because unrelated pictures come near it.
finding-low-information = Hash says little
finding-low-information-text = Only { $evidence } of 255 neighbouring bits differ, in one of the hashes or in its mirror image.{ $floor ->
    [0] { "" }
   *[other] { " " }By that policy, fewer than { $floor } say little.
} Made-up hashes look like this; of photos it is mostly 110 to 120.
finding-known-public = Known public picture
finding-known-public-text = { $evidence } of { $bits } bits differ from a picture that anyone may know: { $source }. Up to { $most } counts as the same picture.
finding-known-public-file = It has the same exact hash as a file that anyone may know: { $source }. So it is that file, whatever picture's hash came with it.
finding-known-public-bits = { $left-out ->
    [one] One bit of that picture's hash was left out
   *[other] { $left-out } bits of that picture's hash were left out
}, because copies of it differ there by chance.
finding-known-public-cut = This is that picture without its edges: { $share } % cut off on each side come nearest.
finding-known-public-smaller = This is that picture, with fewer pixels.
finding-known-public-brighter = This is that picture, brighter.
finding-known-public-top = This is that picture with words over its upper edge, on about { $percent } % of the height.
finding-known-public-top-off = This is that picture without about { $percent } % of its height at the upper edge: cut off by someone, or by the sender's browser because words stand there.
finding-known-public-bottom-off = This is that picture without about { $percent } % of its height at the lower edge: cut off by someone, or by the sender's browser because words stand there.
finding-known-public-border = This is that picture, as it is left when a border is taken off it.
finding-known-public-bottom = This is that picture with words over its lower edge, on about { $percent } % of the height.
finding-stopped = Off the list already
finding-stopped-text = { $evidence ->
    [one] One entry
   *[other] { $evidence } entries
} with this picture or video had been suspended or rejected when this came, or was so afterwards. Look at all of them, below under the same picture or video, and decide about all alike. Some may be back on the list by now, and rejected ones erased.
finding-cluster = In other cases too
finding-cluster-text = { $evidence ->
    [one] One other case has
   *[other] { $evidence } other cases have
} this picture or video, at a distance of { $distance } bits or more. It may be widely shared, and several people ask for the same. Or someone tries to get a picture listed by sending it often.
finding-unusual-volume = Unusually busy day
finding-unusual-volume-text = { $evidence } cases had come on that day; the busiest day of the four weeks before had { $busiest }. An appeal in the news looks like this, and so does an attack.
finding-unusual-volume-items = { $evidence } photos and videos had come on that day; the busiest day of the four weeks before had { $busiest }. There were not unusually many cases, so some have very much in them. People who send all that they have look like this, and so does an attack.
finding-malformed = No picture's hash
finding-malformed-text = { $evidence } of its 256 bits are set. In a picture's PDQ half of them are, by the way it is made.
finding-misfit = Hash does not fit
finding-misfit-text = { $evidence ->
    [one] One hash is
   *[other] { $evidence } hashes are
} of a kind that this medium does not have.
finding-contradiction = Contradicting hashes
finding-contradiction-text = { $evidence ->
    [one] Another item claims
   *[other] { $evidence } other items claim
} a different picture or video for the very same file. One of them is made up.
finding-near-duplicate = Near another in its submission
finding-near-duplicate-text = { $evidence } of 256 bits differ from the nearest one. Up to 31 counts as the same picture.
finding-exact-only = Exact copies only
finding-exact-only-text = There is no perceptual hash. Only files that were not changed at all will match.

reason-low-quality = The picture shows little detail
reason-low-information = The hash says too little and would match other pictures
reason-known-public = It is, or is near, a known public picture
reason-stopped = The same picture was suspended or rejected
reason-cluster = Other cases have the same picture
reason-unusual-volume = It came on an unusually busy day
reason-malformed = The hash is not one that a picture has
reason-misfit = A hash does not fit the medium
reason-contradiction = Its hashes contradict those of another item
reason-near-duplicate = It is near another in its submission
reason-exact-only = Only exact copies can be found
