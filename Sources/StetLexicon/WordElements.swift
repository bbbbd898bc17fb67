import StetCore

/// The elements of which English makes words that no dictionary has.
///
/// General knowledge of English, and of the Greek and Latin elements of its
/// technical vocabulary; the selection is Stet's own.
package enum WordElements {
  /// Prefixes that go before any word.
  static let prefixes: [[UInt8]] = words(
    """
    anti auto bi bio co counter cross cyber de dis down e eco electro en ex extra fore geo hyper \
    hypo in inter intra macro mega meta micro mid mini mis mono multi nano neo neuro non omni out \
    over para photo poly post pre pro proto pseudo psycho quasi re self semi socio step sub super \
    supra techno tele thermo trans tri ultra un under uni up
    """)

  /// Whether a word in lower case is a prefix that goes before any word.
  package static func isPrefix(_ word: ArraySlice<UInt8>) -> Bool {
    prefixes.contains { $0.elementsEqual(word) }
  }

  /// Endings that make new words of any word.
  static let wordEndings: [[UInt8]] = words(
    """
    able ability abilities ably er ers esque fold free ful fully hood ian ians ic ical \
    ically ification ify ish ism isms ist ists ity ization izations isation ize ized izes izing \
    izer ise ised ises ising land less lessly lessness let lets like ly man men ment ments most \
    ness nesses oid proof ship ships side some ville ward wards ware wise woman women worthy
    """)

  /// Whether a word, with at least three bytes before it, ends with a technical ending.
  static func hasTechnicalEnding(_ word: [UInt8]) -> Bool {
    technicalEndings.hasEnding(of: word, atLeast: 4, after: 3)
  }

  /// Whether the bytes are a technical ending.
  static func isTechnicalEnding(_ bytes: ArraySlice<UInt8>) -> Bool {
    technicalEndings.contains(bytes)
  }

  /// Endings of diseases, procedures, drugs, enzymes, substances, structures and taxa.
  private static let technicalEndings = WordList(
    """
    aceae aceous acea algia algias algic amide amides amine amines ase ases asthenia ate ates \
    azepam azole azoles barbital biont blast blastic blastoma blasts caine cardia carcinoma cele \
    centesis cephalic cephaly cidal cillin clasia clast clastic clasts coccal cocci coccus coele \
    corn crine crit cycline cyte cytes cytic cytosis dactyl dactyly derm derma dermal dermatitis \
    desis dilation dipine dynia ectasia ectasis ectomies ectomy ectopia edema emesis emia emias \
    emic enchyma ergic facient ferous floxacin form gen genesis genetic genic genicity genous gens \
    glyphic gram grams graph grapher graphic graphical graphies graphs graphy hedral hedron iasis \
    iatric iatrics iatry icide ide ides idae iform ileum inase inase inate inates ine ines inib inic \
    inoid inoids itic itides itis kinase kinases kine kines kinesia kinesis kinetic lalia lapaxy \
    lepsy leptic lexia lith lithiasis lithic logic logical logies logist logists logy lol lyse \
    lysis lytic lytics mab malacia mania maniac megaly melia mer mere meric merism metabolic meter \
    meters metric metrical metry micin micins mimetic morph morphic morphism morphous mycete \
    mycetes mycin mycosis myelia myxin nema ness nomial nuclear oate odynia oic oid oids oin ol \
    olol ols oma omas omata one ones onium ophthalmia opia opsia opsy orexia ose oses osis osises \
    osmia ostomies ostomy otic otomies otomy ous oxacin oxide oxides paresis paretic path pathic \
    pathies pathy pause peltate penia penic pepsia pexy phage phages phagia phagy phasia phasic \
    phil phile philes philia philic philous phils phobe phobes phobia phobias phobic phonia phonic \
    phore phoresis phoria photo phrenia phrenic phylaxis phyll physeal physis phyte phytes phytic \
    plasia plasm plasms plast plastic plasties plasty plegia plegic ploid ploidy pnea pneic pnoea \
    pod poda podes poiesis poietic pore pores prazole pril protein proteins pterous ptosis rrhage \
    rrhagia rrhagic rrhaphy rrhea rrheic rrhexis rrhoea sartan saurus scope scopes scopic \
    scopies scopy sclerosis sclerotic some somal somes somia sphere spheric sporine stasis stat \
    static statin statins stenosis stenotic steroid steroids stomia stomies stomy synthase \
    synthases taxia taxis taxy tension tensive terone therapeutic therapies therapy therm thermal \
    thermia thermic thorax thymia tocin tomes tomies tomy tonia tonic tope topes topia toxic \
    toxicity toxin toxins tripsy triptan triptyline troph trophic trophies trophy tropia tropic \
    tropin tropism uria uric ulae uli ulose valent vir virus viruses vorous yl ylase ylases \
    ylation ylated yls yne zepam zole zyme zymes
    """)

  /// What technical words begin with, and what stands in their middle.
  static let combiningForms = WordList(
    """
    abdomin acantho aceto acetyl acro actino adeno adip adipo adren adreno aero agglutin agon \
    alb albumin algo allo alveol ambly amylo amnio amphi amyl anaero andro angi angio anis aniso \
    ankyl ante antero anthrop anthropo anti apo aque arachn archae archeo arterio arteri arthr \
    arthro aspart astro atel atelo athero atrio audio aur auto axo azo bacill bacteri bacterio \
    baro baso benz benzo bi bili bilirubin bio blast blephar brachi brachio brachy brady bronch \
    broncho bucc bucco butyl butyro calc calci calor capill caprol capsul carb carbo carboxy \
    carcin carcino cardi cardio carp carpo caryo cata caud cec celi cent centi cephal cephalo \
    cerebell cerebr cerebro cervic cervico chemo chir chlor chloro chol chole cholecyst choledoch \
    cholester chondr chondro chori chorio chrom chroma chromat chromato chromo chron chrono \
    circum cirr cis clavic cleido clin cocc coccy coel col colo colon colp conjunctiv cor cori \
    corne coron cortic cortico cost costo cox crani cranio crin cryo crypt crypto cryst cutane \
    cyan cyano cyber cycl cyclo cyst cysti cysto cyt cyto dacry dacryo dactyl deca dehydro demo \
    dent denti deoxy derm derma dermat dermato desm dextro di dia dicho digit dihydro dimethyl \
    diphosph dipl diplo dis dors dorso duoden dur dynam dynamo dys eco ect ecto electr electro \
    embryo encephal encephalo end endo endocardi enter entero eo eosin epi epidid epiglott epithel \
    equi erg ergo erythr erythro esophag esophago esthesi ethn ethno ethyl eu exo extra faci \
    femor ferri ferro fet fibr fibrin fibrino fibro flav flavo fluor fluoro foll follicul fronto \
    fruct fructo fung furo galact galacto galvan gamet gamma gangli ganglio gastr gastro gem \
    genit genito geo geront gero gingiv gingivo gli glia glio globul glom glomerul gloss glosso \
    gluc gluco glut gluta glyc glyceri glycero glyco glycos gnath gon gonad gonado gon gracil \
    granul granulo gyn gyneco gynaeco haem haema haemat haemato haemo hal halo hect heli helico \
    helio hem hema hemat hemato hemi hemo hepar hepat hepato hept hepta herpet hetero hex hexa \
    hidr hist histi histo holo homeo homo humer hyal hydr hydro hydroxy hygro hyper hyp hypno \
    hypo hyster hystero iatro ichthy ideo idio ile ileo ili ilio immun immuno infra inguin insul \
    inter intra iod iodo iris isch ischi iso jejun jejuno juxta kal karyo kerat kerato keto kilo \
    kines kinesi kineto labi labio lacrim lact lacto lapar laparo laryng laryngo later latero \
    lei leio leuc leuk leuko levo lev lingu lip lipo lith litho lob lumb lumbo lute lymph \
    lymphaden lymphangi lympho lys lyso macro magnet magneto mal malac mamm mammo mandibul mast \
    masto mastoid maxill meato medi mediastin mega megal megalo melan melano mening meningo meno \
    mes mesio meso met meta metacarp metatars meteoro meth methoxy methyl metr metro micro mid \
    milli mio mito mitochondr mono morph morpho mort muc muco multi mur muscul mutagen my myc \
    mycet myco myel myelo myo myri myring myx myxo naevo nan nano naphth narco nas naso nat natri \
    necr necro nemat neo nephr nephro neur neuro neutr neutro nitr nitro noci noct non nor norm \
    normo nos nucle nucleo nyct nycto ob occipit octa octo ocul oculo odont odonto olfact olig \
    oligo omphal onco onych oo oophor ophthalm ophthalmo opisth opt opto or orchi orchid organo \
    oro orth ortho oscillo osm osmo oss ost oste osteo ot oto ov ovari ovo ox oxa oxo oxy \
    pachy paed paedo palat palato paleo palaeo pan pancreat pancreato papill papillo para parasit \
    parathyr pariet parieto path patho ped pedo pelv pelvi penta pept pepto per peri pericardi \
    perine perio periton petr petro phaco phag phago phalang pharmac pharmaco pharyng pharyngo \
    phen phenol phenyl philo phleb phlebo phon phono phos phosph phosphat phospho phosphor \
    phosphoryl phot photo phren phreno phyco physi physio phyt phyto pico pil pineal pituit \
    placent plagio plan plasm plasma plasmo platy pleo pleur pleuro plur pluri pneum pneumat \
    pneumo pod poikil polio poly por post poster postero potamo pre pro proct procto prop prosop \
    prostat prote proteo proto pseud pseudo psych psycho pteryg pub pubo pulm pulmon pulmono pupill \
    pur pyel pyelo pyl pylor pyo pyr pyret pyro pyruv quadr quadri quin rachi rachio radi radicul \
    radio re rect recto ren reno reticul retin retino retro rhabd rhabdo rheo rhin rhino rhiz rhizo \
    rhomb ribo roentgen rube sacchar saccharo sacr sacro salping salpingo sapro sarc sarco scapul \
    scaphoid schisto schiz schizo scler sclero scoli scoto seb sebo semi semin sept septi septo \
    ser sero sesqui sial sialo sider sidero sigmoid silic sinistr sino soci socio soma somat somato \
    somn son sono spasm spectr spectro sperm spermat spermato sphen spheno spher sphero sphygmo \
    spin spino spir spiro splanch splanchn splen spleno spondyl spondylo spor sporo squam staphyl \
    staphylo steat steato sten steno ster stere stereo stern sterno steroid stom stomat stomato \
    strati strept strepto strob stylo sub succin sulf sulfo sulph sulpho super supra sym syn synap \
    syndesm synov tachy tal talo tars tarso taur tax techno tele temporo ten tendo teno tensin tera \
    terato test testicul tetr tetra thalam thalass thanat therm thermo thi thio thorac thoraco \
    thromb thrombo thym thymo thyr thyro thyroid tibi tibio toco tom tono top topo tox toxic \
    toxico trache tracheo trans tri trich tricho trigon troph tropho tropo trypan tub tympan \
    tympano typhl ul uln ultra umbilic un uni ur urea ureter urethr urethro uric urin uro uter \
    utero uve vacu vag vagin vago valv varic vas vascul vaso ven venereo veno ventr ventricul \
    ventro vertebr vertebro vesic vesico vestibul vir viro viscer viscero vit vitre vitro viv viv \
    vulv xanth xantho xen xeno xer xero xyl xylo zo zoo zyg zygo zym zymo
    """)

  private static func words(_ text: String) -> [[UInt8]] {
    text.utf8.split(separator: .space).map { Array($0) }
  }
}
